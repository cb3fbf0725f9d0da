using System.Globalization;
using Reprise.Autolog.Runs;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Observation;
using Reprise.Learning.Pipelines;

namespace Reprise.Autolog;

/// <summary>How a fitted model does on the rows it was trained on: an upper bound, named <c>training_…</c> so that nobody takes it for more.</summary>
/// <param name="Metrics">Names and values.</param>
/// <param name="Files">Paths and texts; for a classifier report, confusion matrix and ROC curves below <c>training/</c>.</param>
internal sealed record TrainingScores(IReadOnlyList<(string Name, double Value)> Metrics, IReadOnlyList<(string Path, string Text)> Files)
{
    public static readonly TrainingScores None = new([], []);

    public static TrainingScores Of(FitData data, ITabularModel model) => (model, data.Table) switch
    {
        (ITabularClassifier classifier, { } table) => OfClasses(new ClassificationOutcome(Truth(classifier, table), Copy(classifier.Predict(table)), classifier.Classes)),
        (ClassifierPipelineModel classifier, null) => OfClasses(
            new ClassificationOutcome(data.ClassIndices.Span, classifier.PredictProbabilities(data.Features), classifier.Classes)),
        (ITabularRegressor regressor, { } table) => OfValues([.. Enumerable.Range(0, table.RowCount).Select(table[regressor.Target].NumberAt)], regressor.Predict(table)),
        (RegressorPipelineModel regressor, null) => OfValues(data.Values.Span, regressor.Regressor.Predict(data.Features)),
        (ITabularClusterer clusterer, { } table) => OfClusters(clusterer.ClusterCount, clusterer.Predict(table)),
        (ClustererPipelineModel clusterer, null) => OfClusters(clusterer.ClusterCount, clusterer.Clusterer.Predict(data.Features)),
        _ => None,
    };

    private static TrainingScores OfClasses(ClassificationOutcome outcome)
    {
        var metrics = new List<(string, double)>();
        foreach (var metric in ClassificationMetric.Standard)
        {
            try
            {
                metrics.Add(($"training_{metric.Name}", metric.Compute(outcome)));
            }
            catch (ArgumentException)
            {
                // Not defined on these rows: a class that has none, say.
            }
        }

        return new TrainingScores(metrics, EvaluationLog.Files(outcome.Confusion, outcome, "training"));
    }

    private static TrainingScores OfValues(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        var mean = 0.0;
        foreach (var value in truth)
        {
            mean += value / truth.Length;
        }

        var (error, spread) = (0.0, 0.0);
        for (var row = 0; row < predicted.Length; row++)
        {
            var (off, away) = (truth[row] - predicted[row], truth[row] - mean);
            error += off * off;
            spread += away * away;
        }

        (string, double)[] errors = [("training_mean_squared_error", error / truth.Length), ("training_root_mean_squared_error", Math.Sqrt(error / truth.Length))];
        return new TrainingScores(spread > 0 ? [.. errors, ("training_r2", 1 - (error / spread))] : errors, []);
    }

    private static TrainingScores OfClusters(int count, int[] clusters) => new(
        [
            ("clusters", count),
            .. clusters.CountBy(cluster => cluster).OrderBy(pair => pair.Key)
                .Select(pair => (string.Create(CultureInfo.InvariantCulture, $"cluster_{pair.Key}_rows"), (double)pair.Value)),
        ],
        []);

    private static int[] Truth(ITabularClassifier classifier, Core.Tables.Table table)
    {
        var labels = ClassLabels.Read(table, classifier.Target);
        return [.. labels.Indices.ToArray().Select(index => IndexOf(classifier.Classes, labels.Classes[index]))];
    }

    private static int IndexOf(IReadOnlyList<string> classes, string label)
    {
        for (var i = 0; i < classes.Count; i++)
        {
            if (classes[i] == label)
            {
                return i;
            }
        }

        throw new ArgumentException($"The model does not know the class '{label}'.", nameof(label));
    }

    private static Matrix Copy(ClassPredictions predictions)
    {
        var matrix = new Matrix(predictions.Probabilities.Rows, predictions.Probabilities.Columns);
        predictions.Probabilities.Values.CopyTo(matrix.Values);
        return matrix;
    }
}
