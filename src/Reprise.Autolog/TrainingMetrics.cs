using System.Globalization;
using Reprise.Autolog.Runs;
using Reprise.Core.Tables;
using Reprise.Learning.Metrics;
using Reprise.Learning.Pipelines;
using Reprise.Tracking.Client;

namespace Reprise.Autolog;

/// <summary>How a fitted model does on the rows it was trained on: an upper bound, named <c>training_…</c> so that nobody takes it for more.</summary>
internal static class TrainingMetrics
{
    /// <summary>Logs metrics; for a classifier also report, confusion matrix and ROC curves below <c>training/</c>.</summary>
    public static async Task LogAsync(ActiveRun run, ITabularModel model, Table table)
    {
        switch (model)
        {
            case ITabularClassifier classifier:
                var outcome = new ClassificationOutcome(
                    Truth(classifier, table), Copy(classifier.Predict(table)), classifier.Classes);
                foreach (var metric in ClassificationMetric.Standard)
                {
                    await run.LogMetricAsync($"training_{metric.Name}", metric.Compute(outcome)).ConfigureAwait(false);
                }

                await EvaluationLog.LogAsync(run, outcome.Confusion, outcome, "training").ConfigureAwait(false);
                break;
            case ITabularRegressor regressor:
                var (error, spread, rows) = Errors(regressor, table);
                await run.LogMetricAsync("training_mean_squared_error", error / rows).ConfigureAwait(false);
                await run.LogMetricAsync("training_root_mean_squared_error", Math.Sqrt(error / rows)).ConfigureAwait(false);
                if (spread > 0)
                {
                    await run.LogMetricAsync("training_r2", 1 - (error / spread)).ConfigureAwait(false);
                }

                break;
            case ITabularClusterer clusterer:
                await run.LogMetricAsync("clusters", clusterer.ClusterCount).ConfigureAwait(false);
                foreach (var cluster in clusterer.Predict(table).CountBy(cluster => cluster).OrderBy(pair => pair.Key))
                {
                    await run.LogMetricAsync(string.Create(CultureInfo.InvariantCulture, $"cluster_{cluster.Key}_rows"), cluster.Value).ConfigureAwait(false);
                }

                break;
        }
    }

    private static int[] Truth(ITabularClassifier classifier, Table table)
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

    private static Core.Matrices.Matrix Copy(ClassPredictions predictions)
    {
        var matrix = new Core.Matrices.Matrix(predictions.Probabilities.Rows, predictions.Probabilities.Columns);
        predictions.Probabilities.Values.CopyTo(matrix.Values);
        return matrix;
    }

    private static (double Error, double Spread, int Rows) Errors(ITabularRegressor regressor, Table table)
    {
        var target = table[regressor.Target];
        var predicted = regressor.Predict(table);
        var mean = Enumerable.Range(0, predicted.Length).Average(target.NumberAt);
        var (error, spread) = (0.0, 0.0);
        for (var row = 0; row < predicted.Length; row++)
        {
            var (off, away) = (target.NumberAt(row) - predicted[row], target.NumberAt(row) - mean);
            error += off * off;
            spread += away * away;
        }

        return (error, spread, predicted.Length);
    }
}
