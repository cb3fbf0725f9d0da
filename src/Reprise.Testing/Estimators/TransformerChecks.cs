using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Testing.Estimators;

/// <summary>Checks of a transformer on data.</summary>
internal static class TransformerChecks
{
    public static void Run(ITransformer transformer, CheckLog log)
    {
        MissingChecks.InFit(transformer, log, x => transformer.Fit(x));
        log.Refuses("+∞ in Fit", "finite", () => transformer.Fit(SampleData.With(3, 2, double.PositiveInfinity)));
        log.Refuses("no rows in Fit", "at least", () => transformer.Fit(new Matrix(0, 3)));
        log.Refuses("no columns in Fit", "at least", () => transformer.Fit(new Matrix(3, 0)));
        log.Check("Fit and Transform", () =>
        {
            var x = SampleData.Features();
            var model = transformer.Fit(x);
            log.Expect(x.Values.SequenceEqual(SampleData.Features().Values), "changes its input.");
            OnModel(transformer, model, log);
        });
        log.Check("save and load", () =>
        {
            var (fitted, loaded) = Bytes.RoundTrip(Bytes.Pipeline(transformer));
            log.Expect(fitted.AsSpan().SequenceEqual(loaded), "transforms otherwise after it is saved and loaded.");
        });
        log.Check("values up to 1e308", () =>
        {
            try
            {
                var x = SampleData.With(1, 2, 1e308);
                x[2, 2] = -1e308;
                var model = transformer.Fit(x);
                log.Expect(AllFinite(model.Transform(x)), "gives values that are not finite after training on finite ones near the ends of the range.");
            }
            catch (ArgumentException)
            {
                // Refusing is fine too.
            }
        });
    }

    /// <summary>Checks what was fitted on the sample.</summary>
    public static void OnModel(IPreprocessor transformer, ITransformerModel model, CheckLog log)
    {
        var x = SampleData.Features();
        var batch = model.Transform(x).Values.ToArray();
        log.Expect(x.Values.SequenceEqual(SampleData.Features().Values), "changes its input.");
        log.Expect(model.InputColumns == x.Columns, "reports other input columns than it was fitted on.");
        log.Expect(batch.Length == x.Rows * model.OutputColumns, "gives other rows or columns than it reports.");
        log.Expect(AllFinite(model.Transform(x)), "gives values that are not finite for finite ones.");
        for (var row = 0; row < x.Rows; row++)
        {
            var alone = model.Transform(x.View.TakeRows([row])).Values;
            if (!alone.SequenceEqual(batch.AsSpan(row * model.OutputColumns, model.OutputColumns)))
            {
                log.Expect(false, "transforms a row alone otherwise than in a batch.");
                break;
            }
        }

        log.Expect(model.Transform(new Matrix(0, x.Columns)).Rows == 0, "gives rows for no rows.");
        MissingChecks.InModel(transformer, log, "Transform", rows => model.Transform(rows));
        string[] names = [.. Enumerable.Range(0, x.Columns).Select(i => $"x{i}")];
        log.Expect(model.FeatureNames(names).Count == model.OutputColumns, "names other columns than it gives.");
        log.Refuses("names for fewer columns", "one per column", () => model.FeatureNames(names[1..]));
        log.Refuses("a column less in Transform", "fitted on", () => model.Transform(SampleData.Narrower()));
        log.Refuses("a destination that is too short", "destination", () => model.Transform(x, new double[batch.Length - 1]));
        log.Expect(
            ParallelEnumerable.Range(0, 16).All(_ => model.Transform(x).Values.SequenceEqual(batch)), "transforms otherwise when called from many threads.");
        log.Expect(
            AllFinite(model.Transform(SampleData.With(0, 2, double.MaxValue))) && AllFinite(model.Transform(SampleData.With(0, 2, double.MinValue))),
            "gives values that are not finite for finite ones far outside the training range.");
    }

    private static bool AllFinite(Matrix values) => Array.TrueForAll(values.Values.ToArray(), double.IsFinite);
}
