using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Metrics;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Selection;

/// <summary>Trains a pipeline on each fold's training rows and rates it on its test rows. Everything, preprocessing too, is learned from training rows only.</summary>
public sealed record CrossValidation
{
    /// <summary>Which rows train and test.</summary>
    public required ISplitter Splitter { get; init; }

    /// <summary>What is computed per fold. Default <see cref="ClassificationMetric.Standard"/>.</summary>
    public IReadOnlyList<ClassificationMetric> Metrics { get; init; } = ClassificationMetric.Standard;

    /// <summary>Evaluates a pipeline. Folds run one after the other; estimators may use all processors within one. The result does not depend on either.</summary>
    /// <param name="pipeline">What to train.</param>
    /// <param name="table">Features and target.</param>
    /// <param name="target">The column with the class.</param>
    /// <param name="groups">A group per row for splitters that keep groups together, see <see cref="DuplicateGroups"/>; null for none.</param>
    /// <param name="onFold">Called after each fold, in order, on the calling thread.</param>
    /// <param name="cancellationToken">Looked at within each fit.</param>
    /// <exception cref="ArgumentException">The table, target, groups or a parameter break a rule, or a metric is not defined on a fold.</exception>
    public CrossValidationResult Evaluate(
        ClassifierPipeline pipeline,
        Table table,
        string target,
        IReadOnlyList<int>? groups = null,
        Action<FoldResult>? onFold = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(table);
        Require.InRange(Metrics.Count, 1, int.MaxValue, nameof(CrossValidation), nameof(Metrics));
        var labels = ClassLabels.Read(table, target);
        var input = SplitInput.OfClasses(labels.Indices);
        var folds = Splitter.Split(groups is null ? input : input.WithGroups([.. groups]));

        var sums = new Matrix(table.RowCount, labels.Classes.Count);
        var times = new int[table.RowCount];
        var results = new FoldResult[folds.Count];
        for (var i = 0; i < results.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var probabilities = Predict(pipeline, table, target, folds[i], labels.Classes, cancellationToken);
            for (var at = 0; at < probabilities.Rows; at++)
            {
                var row = folds[i].Test[at];
                times[row]++;
                Add(probabilities.Row(at), sums.Row(row));
            }

            var outcome = new ClassificationOutcome(Take(labels.Indices, folds[i].Test), probabilities, labels.Classes);
            results[i] = new FoldResult(
                i,
                results.Length,
                folds[i].Train.Length,
                folds[i].Test.Length,
                Metrics.ToDictionary(metric => metric.Name, metric => metric.Compute(outcome), StringComparer.Ordinal))
            {
                Confusion = outcome.Confusion,
            };
            onFold?.Invoke(results[i]);
        }

        return new CrossValidationResult(
            results,
            [.. Metrics.Select(metric => MetricSummary.Of(metric.Name, [.. results.Select(result => result.Metrics[metric.Name])]))],
            Tested(times),
            OutOfFold(sums, times, labels));
    }

    /// <summary>Fits on the training rows; the test rows' probabilities in the columns of all classes, 0 for one that is not in training.</summary>
    private static Matrix Predict(
        ClassifierPipeline pipeline, Table table, string target, Fold fold, IReadOnlyList<string> classes, CancellationToken cancellationToken)
    {
        var model = pipeline.Fit(table.TakeRows(fold.Train), target, cancellationToken);
        var predictions = model.Predict(table.TakeRows(fold.Test), cancellationToken);
        var result = new Matrix(fold.Test.Length, classes.Count);
        for (var i = 0; i < classes.Count; i++)
        {
            for (var known = 0; known < predictions.Classes.Count; known++)
            {
                for (var row = 0; row < result.Rows && predictions.Classes[known] == classes[i]; row++)
                {
                    result[row, i] = predictions.Probabilities[row, known];
                }
            }
        }

        return result;
    }

    private static ClassificationOutcome OutOfFold(Matrix sums, int[] times, ClassLabels labels)
    {
        var tested = Tested(times);
        var probabilities = sums.View.TakeRows(tested);
        for (var at = 0; at < tested.Length; at++)
        {
            foreach (ref var probability in probabilities.Row(at))
            {
                probability /= times[tested[at]];
            }
        }

        return new ClassificationOutcome(Take(labels.Indices, tested), probabilities, labels.Classes);
    }

    private static int[] Tested(int[] times) => [.. Enumerable.Range(0, times.Length).Where(row => times[row] > 0)];

    private static int[] Take(ReadOnlySpan<int> values, ReadOnlySpan<int> rows)
    {
        var result = new int[rows.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = values[rows[i]];
        }

        return result;
    }

    private static void Add(ReadOnlySpan<double> values, Span<double> sums)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += values[i];
        }
    }
}
