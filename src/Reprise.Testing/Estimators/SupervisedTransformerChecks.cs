using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Testing.Estimators;

/// <summary>Checks of a transformer that learns from the target too, on classes and, unless it needs classes, on values.</summary>
internal static class SupervisedTransformerChecks
{
    public static void Run(ISupervisedTransformer transformer, CheckLog log)
    {
        int[] y = SampleData.Classes();
        MissingChecks.InFit(transformer, log, x => transformer.Fit(x, y, SampleData.ClassCount));
        log.Refuses("+∞ in Fit", "finite", () => transformer.Fit(SampleData.With(3, 2, double.PositiveInfinity), y, SampleData.ClassCount));
        log.Refuses("no rows in Fit", "at least", () => transformer.Fit(new Matrix(0, 3), [], 2));
        log.Refuses("no columns in Fit", "at least", () => transformer.Fit(new Matrix(3, 0), [0, 1, 0], 2));
        log.Refuses("fewer targets than rows", "same rows", () => transformer.Fit(SampleData.Features(), y.AsSpan(1), SampleData.ClassCount));
        log.Refuses("a target that is no class", "class indices", () => transformer.Fit(SampleData.Features(), [.. y[1..], 9], SampleData.ClassCount));
        log.Check("Fit to classes and Transform", () =>
        {
            var x = SampleData.Features();
            var model = transformer.Fit(x, y, SampleData.ClassCount);
            log.Expect(x.Values.SequenceEqual(SampleData.Features().Values), "changes its features.");
            log.Expect(y.AsSpan().SequenceEqual(SampleData.Classes()), "changes its targets.");
            TransformerChecks.OnModel(transformer, model, log);
        });
        log.Check("Fit to values and Transform", () => OnValues(transformer, log));
        log.Check("save and load", () =>
        {
            var (fitted, loaded) = Bytes.RoundTrip(Bytes.Pipeline(transformer));
            log.Expect(fitted.AsSpan().SequenceEqual(loaded), "transforms otherwise after it is saved and loaded.");
        });
    }

    private static void OnValues(ISupervisedTransformer transformer, CheckLog log)
    {
        var (x, y) = (SampleData.Features(), SampleData.Values());
        ITransformerModel model;
        try
        {
            model = transformer.Fit(x, y);
        }
        catch (ArgumentException e) when (e.Message.Contains("needs classes", StringComparison.Ordinal))
        {
            return;
        }

        log.Expect(y.AsSpan().SequenceEqual(SampleData.Values()), "changes its targets.");
        TransformerChecks.OnModel(transformer, model, log);
        log.Refuses("a target that is not finite", "y must be finite", () => transformer.Fit(x, [.. y[1..], double.NaN]));
        log.Refuses("fewer values than rows", "same rows", () => transformer.Fit(x, y.AsSpan(1)));
    }
}
