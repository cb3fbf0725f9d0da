using Reprise.Core.Matrices;
using Reprise.Learning.Baselines;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;

namespace Reprise.Testing.Estimators;

/// <summary>Checks of a classifier on data.</summary>
internal static class ClassifierChecks
{
    public static void Run(IClassifier classifier, CheckLog log)
    {
        int[] y = SampleData.Classes();
        MissingChecks.InFit(classifier, log, x => classifier.Fit(x, y, SampleData.ClassCount));
        log.Refuses("−∞ in Fit", "finite", () => classifier.Fit(SampleData.With(3, 2, double.NegativeInfinity), y, SampleData.ClassCount));
        log.Refuses("no rows in Fit", "at least", () => classifier.Fit(new Matrix(0, 3), [], 2));
        log.Refuses("no columns in Fit", "at least", () => classifier.Fit(new Matrix(3, 0), [0, 1, 0], 2));
        log.Refuses("one class in Fit", "at least 2 classes", () => classifier.Fit(SampleData.Features(), new int[y.Length], 2));
        log.Refuses("fewer targets than rows", "same rows", () => classifier.Fit(SampleData.Features(), y.AsSpan(1), SampleData.ClassCount));
        log.Refuses("a target that is no class", "class indices", () => classifier.Fit(SampleData.Features(), [.. y[1..], 9], SampleData.ClassCount));
        log.Refuses("a negative target", "class indices", () => classifier.Fit(SampleData.Features(), [.. y[1..], -1], SampleData.ClassCount));
        log.Check("Fit and PredictProbabilities", () => OnModel(classifier, log));
        log.Check("a class without rows", () =>
        {
            var probabilities = classifier.Fit(SampleData.Features(), y, SampleData.ClassCount + 1).PredictProbabilities(SampleData.Features());
            log.Expect(probabilities.Columns == SampleData.ClassCount + 1, "leaves out a class that has no rows in training.");
        });
        log.Check("save and load", () =>
        {
            var (fitted, loaded) = Bytes.RoundTrip(new ClassifierPipeline { Classifier = classifier });
            log.Expect(fitted.AsSpan().SequenceEqual(loaded), "predicts otherwise after it is saved and loaded.");
        });
        if (classifier is IWeightedClassifier weighted)
        {
            log.Check("row weights", () => Weights(weighted, log));
        }
    }

    private static void Weights(IWeightedClassifier classifier, CheckLog log)
    {
        var (x, y) = (SampleData.Features(), SampleData.Classes());
        log.Refuses(
            "a negative weight", "Weights must be", () => classifier.Fit(x, y, SampleData.ClassCount, [.. Enumerable.Repeat(1.0, x.Rows - 1), -1]));
        log.Refuses("weights that are all 0", "not all be 0", () => classifier.Fit(x, y, SampleData.ClassCount, new double[x.Rows]));
        log.Refuses("fewer weights than rows", "same rows", () => classifier.Fit(x, y, SampleData.ClassCount, [1.0, 1.0]));
    }

    private static void OnModel(IClassifier classifier, CheckLog log)
    {
        var (x, y) = (SampleData.Features(), SampleData.Classes());
        var model = classifier.Fit(x, y, SampleData.ClassCount);
        var batch = model.PredictProbabilities(x);
        log.Expect(x.Values.SequenceEqual(SampleData.Features().Values), "changes its features.");
        log.Expect(y.AsSpan().SequenceEqual(SampleData.Classes()), "changes its targets.");
        log.Expect(model.InputColumns == x.Columns && model.ClassCount == SampleData.ClassCount, "reports other columns or classes than it was fitted on.");
        for (var row = 0; row < x.Rows; row++)
        {
            var values = batch.Row(row);
            var sum = 0.0;
            foreach (var value in values)
            {
                sum += value is >= 0 and <= 1 ? value : double.NaN;
            }

            if (!(Math.Abs(sum - 1) < 1e-9))
            {
                log.Expect(false, "gives probabilities outside [0, 1] or that do not sum to 1.");
                break;
            }

            if (!model.PredictProbabilities(x.View.TakeRows([row])).Values.SequenceEqual(values))
            {
                log.Expect(false, "predicts a row alone otherwise than in a batch.");
                break;
            }
        }

        var scaled = new StandardScaler().Fit(x).Transform(x);      // distances and penalties need columns of one scale
        var right = classifier.Fit(scaled, y, SampleData.ClassCount).Predict(scaled).Zip(y).Count(pair => pair.First == pair.Second);
        log.Expect(classifier is IBaseline || right > 0.6 * y.Length, $"gets {right} of {y.Length} of its own training rows right; three separable classes need more.");
        log.Expect(model.PredictProbabilities(new Matrix(0, x.Columns)).Rows == 0, "gives rows for no rows.");
        MissingChecks.InModel(classifier, log, "PredictProbabilities", rows => model.PredictProbabilities(rows));
        log.Refuses("a column less in PredictProbabilities", "fitted on", () => model.PredictProbabilities(SampleData.Narrower()));
        log.Refuses("a destination that is too short", "destination", () => model.PredictProbabilities(x, new double[batch.Values.Length - 1]));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        log.Cancels("PredictProbabilities", () => model.PredictProbabilities(x, cancelled.Token));
        log.Expect(
            ParallelEnumerable.Range(0, 16).All(_ => model.PredictProbabilities(x).Values.SequenceEqual(batch.Values)),
            "predicts otherwise when called from many threads.");
    }
}
