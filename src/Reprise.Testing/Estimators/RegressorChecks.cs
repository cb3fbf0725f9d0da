using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;

namespace Reprise.Testing.Estimators;

/// <summary>Checks of a regressor on data.</summary>
internal static class RegressorChecks
{
    public static void Run(IRegressor regressor, CheckLog log)
    {
        var y = SampleData.Values();
        MissingChecks.InFit(regressor, log, x => regressor.Fit(x, y));
        log.Refuses("−∞ in Fit", "finite", () => regressor.Fit(SampleData.With(3, 2, double.NegativeInfinity), y));
        log.Refuses("NaN as a target", "y must be finite", () => regressor.Fit(SampleData.Features(), [.. y[1..], double.NaN]));
        log.Refuses("no rows in Fit", "at least", () => regressor.Fit(new Matrix(0, 3), []));
        log.Refuses("no columns in Fit", "at least", () => regressor.Fit(new Matrix(3, 0), [0, 1, 0]));
        log.Refuses("fewer targets than rows", "same rows", () => regressor.Fit(SampleData.Features(), y.AsSpan(1)));
        log.Check("Fit and Predict", () => OnModel(regressor, log));
        log.Check("a constant target", () =>
        {
            var x = new StandardScaler().Fit(SampleData.Features()).Transform(SampleData.Features());
            var predicted = regressor.Fit(x, Enumerable.Repeat(2.5, x.Rows).ToArray()).Predict(x);
            log.Expect(predicted.Average(value => Math.Abs(value - 2.5)) < 0.5, "does not predict a constant target.");
        });
        log.Check("save and load", () =>
        {
            var (fitted, loaded) = Bytes.RoundTrip(new RegressorPipeline { Regressor = regressor });
            log.Expect(fitted.AsSpan().SequenceEqual(loaded), "predicts otherwise after it is saved and loaded.");
        });
        if (regressor is IWeightedRegressor weighted)
        {
            log.Check("row weights", () => Weights(weighted, log));
        }
    }

    private static void Weights(IWeightedRegressor regressor, CheckLog log)
    {
        var (x, y) = (SampleData.Features(), SampleData.Values());
        log.Refuses("a negative weight", "Weights must be", () => regressor.Fit(x, y, [.. Enumerable.Repeat(1.0, x.Rows - 1), -1]));
        log.Refuses("weights that are all 0", "not all be 0", () => regressor.Fit(x, y, new double[x.Rows]));
        log.Refuses("fewer weights than rows", "same rows", () => regressor.Fit(x, y, [1.0, 1.0]));
    }

    private static void OnModel(IRegressor regressor, CheckLog log)
    {
        var (x, y) = (SampleData.Features(), SampleData.Values());
        var model = regressor.Fit(x, y);
        var batch = model.Predict(x);
        log.Expect(x.Values.SequenceEqual(SampleData.Features().Values), "changes its features.");
        log.Expect(y.AsSpan().SequenceEqual(SampleData.Values()), "changes its targets.");
        log.Expect(model.InputColumns == x.Columns, "reports other columns than it was fitted on.");
        log.Expect(Array.TrueForAll(batch, double.IsFinite), "predicts values that are not finite.");
        for (var row = 0; row < x.Rows; row++)
        {
            if (model.Predict(x.View.TakeRows([row]))[0] != batch[row])
            {
                log.Expect(false, "predicts a row alone otherwise than in a batch.");
                break;
            }
        }

        log.Expect(model.Predict(new Matrix(0, x.Columns)).Length == 0, "gives rows for no rows.");
        MissingChecks.InModel(regressor, log, "Predict", rows => model.Predict(rows));
        log.Refuses("a column less in Predict", "fitted on", () => model.Predict(SampleData.Narrower()));
        log.Refuses("a destination that is too short", "destination", () => model.Predict(x, new double[batch.Length - 1]));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        log.Cancels("Predict", () => model.Predict(x, cancelled.Token));
        log.Expect(
            ParallelEnumerable.Range(0, 16).All(_ => model.Predict(x).AsSpan().SequenceEqual(batch)), "predicts otherwise when called from many threads.");
    }
}
