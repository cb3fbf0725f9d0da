using System.Globalization;
using Reprise.Core.Hashing;

namespace Reprise.Testing.Estimators;

/// <summary>Checks that what is fitted depends on data, parameters and seed alone.</summary>
internal static class ReproducibilityChecks
{
    public static void Run(object estimator, FitRunner runner, CheckLog log)
    {
        var first = "";
        log.Check("fitting and saving", () => first = ContentHash.Sha256(runner.ToBytes(estimator)));
        log.Check(
            "fitting again",
            () => log.Expect(ContentHash.Sha256(runner.ToBytes(estimator)) == first, "fits another model from the same data, parameters and seed."));
        Workers(estimator, runner, log);
        foreach (var culture in (string[])["tr-TR", "de-DE", "ar-SA"])
        {
            log.Check($"fitting under {culture}", () => Under(culture, () => log.Expect(
                ContentHash.Sha256(runner.ToBytes(estimator)) == first, $"fits another model under the culture {culture}.")));
        }

        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        log.Cancels("Fit", () => runner.Fit(estimator, cancelled.Token));
    }

    private static void Workers(object estimator, FitRunner runner, CheckLog log)
    {
        if (Records.Parameters(estimator).FirstOrDefault(property => property.Name == "MaxWorkers") is not { } workers)
        {
            return;
        }

        log.Check("fitting with 1, 2 and 7 workers", () =>
        {
            string[] hashes = [.. ((int[])[1, 2, 7]).Select(count => ContentHash.Sha256(runner.ToBytes(Records.With(estimator, workers, count))))];
            log.Expect(hashes.Distinct().Count() == 1, "fits another model with another number of workers.");
        });
    }

    private static void Under(string culture, Action action)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
