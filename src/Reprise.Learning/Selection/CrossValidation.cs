using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Observation;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Selection;

/// <summary>Trains a pipeline or a classifier on each fold's training rows and rates it on its test rows. Everything, preprocessing too, is learned from training rows only.</summary>
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
        return Evaluate(pipeline, ClassificationData.Of(table, target, groups, Metrics), onFold, cancellationToken);
    }

    /// <summary>Evaluates a classifier on a matrix; classes are called by their indices.</summary>
    /// <param name="classifier">What to train.</param>
    /// <param name="x">Samples × features.</param>
    /// <param name="y">A class index in [0, <paramref name="classes"/>) per row.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="groups">A group per row for splitters that keep groups together; null for none.</param>
    /// <param name="onFold">Called after each fold, in order, on the calling thread.</param>
    /// <param name="cancellationToken">Looked at within each fit.</param>
    /// <exception cref="ArgumentException">The data, groups or a parameter break a rule, or a metric is not defined on a fold.</exception>
    public CrossValidationResult Evaluate(
        IClassifier classifier,
        MatrixView x,
        ReadOnlySpan<int> y,
        int classes,
        IReadOnlyList<int>? groups = null,
        Action<FoldResult>? onFold = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        return Evaluate(classifier, ClassificationData.Of(x, y, classes, groups, Metrics), onFold, cancellationToken);
    }

    private CrossValidationResult Evaluate<TEstimator, TModel>(
        TEstimator estimator, ClassificationData<TEstimator, TModel> data, Action<FoldResult>? onFold, CancellationToken cancellationToken)
        where TEstimator : class =>
        FitObservation.Run(
            estimator,
            this,
            () => data.Observed,
            () => EvaluateUnseen(estimator, data, onFold, cancellationToken),
            result => new FitOutcome { Summaries = result.Summaries, Folds = [.. result.Folds.Select(fold => fold.Metrics)], OutOfFold = result.OutOfFold });

    private CrossValidationResult EvaluateUnseen<TEstimator, TModel>(
        TEstimator estimator, ClassificationData<TEstimator, TModel> data, Action<FoldResult>? onFold, CancellationToken cancellationToken)
    {
        var folds = Splitter.Split(data.Rows);
        var sums = new Matrix(data.Rows.Rows, data.Classes.Count);
        var truth = new int[data.Rows.Rows];
        var times = new int[data.Rows.Rows];
        var results = new FoldResult[folds.Count];
        for (var i = 0; i < results.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var model = data.Fit(estimator, folds[i].TrainMemory, cancellationToken);
            var outcome = data.Predict(model, folds[i].TestMemory, cancellationToken);
            for (var at = 0; at < outcome.Truth.Length; at++)
            {
                var row = folds[i].Test[at];
                times[row]++;
                truth[row] = outcome.Truth[at];
                Add(outcome.Probabilities.Row(at), sums.Row(row));
            }

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
            OutOfFold(sums, times, truth, data.Classes));
    }

    private static ClassificationOutcome OutOfFold(Matrix sums, int[] times, int[] truth, IReadOnlyList<string> classes)
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

        return new ClassificationOutcome(SplitInput.Take(truth, tested), probabilities, classes);
    }

    private static int[] Tested(int[] times) => [.. Enumerable.Range(0, times.Length).Where(row => times[row] > 0)];

    private static void Add(ReadOnlySpan<double> values, Span<double> sums)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += values[i];
        }
    }
}
