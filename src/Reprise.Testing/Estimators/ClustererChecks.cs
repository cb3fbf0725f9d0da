using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;

namespace Reprise.Testing.Estimators;

/// <summary>Checks of a clusterer on data.</summary>
internal static class ClustererChecks
{
    public static void Run(IClusterer clusterer, CheckLog log)
    {
        MissingChecks.InFit(clusterer, log, x => clusterer.Fit(x));
        log.Refuses("−∞ in Fit", "finite", () => clusterer.Fit(SampleData.With(3, 2, double.NegativeInfinity)));
        log.Refuses("no rows in Fit", "at least", () => clusterer.Fit(new Matrix(0, 3)));
        log.Refuses("no columns in Fit", "at least", () => clusterer.Fit(new Matrix(30, 0)));
        log.Check("Fit and Predict", () => OnModel(clusterer, log));
        log.Check("save and load", () =>
        {
            var (fitted, loaded) = Bytes.RoundTrip(new ClustererPipeline { Clusterer = clusterer });
            log.Expect(fitted.AsSpan().SequenceEqual(loaded), "clusters otherwise after it is saved and loaded.");
        });
    }

    private static void OnModel(IClusterer clusterer, CheckLog log)
    {
        var x = SampleData.Features();
        var model = clusterer.Fit(x);
        var batch = model.Predict(x);
        log.Expect(x.Values.SequenceEqual(SampleData.Features().Values), "changes its features.");
        log.Expect(model.InputColumns == x.Columns, "reports other columns than it was fitted on.");
        log.Expect(Array.TrueForAll(batch, cluster => cluster >= 0 && cluster < model.ClusterCount), "gives clusters outside [0, ClusterCount).");
        for (var row = 0; row < x.Rows; row++)
        {
            if (model.Predict(x.View.TakeRows([row]))[0] != batch[row])
            {
                log.Expect(false, "clusters a row alone otherwise than in a batch.");
                break;
            }
        }

        log.Expect(model.Predict(new Matrix(0, x.Columns)).Length == 0, "gives rows for no rows.");
        MissingChecks.InModel(clusterer, log, "Predict", rows => model.Predict(rows));
        log.Refuses("a column less in Predict", "fitted on", () => model.Predict(SampleData.Narrower()));
        log.Refuses("a destination that is too short", "destination", () => model.Predict(x, new int[batch.Length - 1]));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        log.Cancels("Predict", () => model.Predict(x, cancelled.Token));
        log.Expect(
            ParallelEnumerable.Range(0, 16).All(_ => model.Predict(x).AsSpan().SequenceEqual(batch)), "clusters otherwise when called from many threads.");
    }
}
