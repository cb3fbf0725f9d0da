using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Observation;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Selection;

/// <summary><see cref="CrossValidation"/> of a numeric target: trains on each fold's training rows and rates its test rows.</summary>
public sealed record RegressionCrossValidation
{
    /// <summary>Which rows train and test; one that needs no classes.</summary>
    public required ISplitter Splitter { get; init; }

    /// <summary>What is computed per fold. Default <see cref="RegressionMetric.Standard"/>.</summary>
    public IReadOnlyList<RegressionMetric> Metrics { get; init; } = RegressionMetric.Standard;

    /// <summary>Evaluates a pipeline on a table.</summary>
    /// <param name="pipeline">What to train.</param>
    /// <param name="table">Features and target.</param>
    /// <param name="target">The number column to predict.</param>
    /// <param name="groups">A group per row for splitters that keep groups together; null for none.</param>
    /// <param name="cancellationToken">Looked at within each fit.</param>
    /// <exception cref="ArgumentException">The table, target, groups or a parameter break a rule.</exception>
    public RegressionValidationResult Evaluate(
        RegressorPipeline pipeline, Table table, string target, IReadOnlyList<int>? groups = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return Evaluate(pipeline, RegressionData.Of(table, target, groups, Metrics), cancellationToken);
    }

    /// <summary>Evaluates a regressor on a matrix.</summary>
    /// <param name="regressor">What to train.</param>
    /// <param name="x">Samples × features.</param>
    /// <param name="y">A finite value per row.</param>
    /// <param name="groups">A group per row for splitters that keep groups together; null for none.</param>
    /// <param name="cancellationToken">Looked at within each fit.</param>
    /// <exception cref="ArgumentException">The data, groups or a parameter break a rule.</exception>
    public RegressionValidationResult Evaluate(
        IRegressor regressor, MatrixView x, ReadOnlySpan<double> y, IReadOnlyList<int>? groups = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(regressor);
        return Evaluate(regressor, RegressionData.Of(x, y, groups, Metrics), cancellationToken);
    }

    private RegressionValidationResult Evaluate<TEstimator, TModel>(
        TEstimator estimator, RegressionData<TEstimator, TModel> data, CancellationToken cancellationToken)
        where TEstimator : class =>
        FitObservation.Run(
            estimator,
            this,
            () => data.Observed,
            () => EvaluateUnseen(estimator, data, cancellationToken),
            result => new FitOutcome { Summaries = result.Summaries, Folds = result.Folds });

    private RegressionValidationResult EvaluateUnseen<TEstimator, TModel>(
        TEstimator estimator, RegressionData<TEstimator, TModel> data, CancellationToken cancellationToken)
    {
        var folds = Splitter.Split(data.Rows);
        var rows = data.Rows.Rows;
        var (truth, sums, times) = (new double[rows], new double[rows], new int[rows]);
        var results = new IReadOnlyDictionary<string, double>[folds.Count];
        for (var i = 0; i < results.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = data.Predict(data.Fit(estimator, folds[i].TrainMemory, cancellationToken), folds[i].TestMemory, cancellationToken);
            for (var at = 0; at < outcome.Truth.Length; at++)
            {
                var row = folds[i].Test[at];
                truth[row] = outcome.Truth[at];
                sums[row] += outcome.Predicted[at];
                times[row]++;
            }

            results[i] = Metrics.ToDictionary(metric => metric.Name, metric => metric.Compute(outcome), StringComparer.Ordinal);
        }

        int[] tested = [.. Enumerable.Range(0, rows).Where(row => times[row] > 0)];
        return new RegressionValidationResult(
            results,
            [.. Metrics.Select(metric => MetricSummary.Of(metric.Name, [.. results.Select(result => result[metric.Name])]))],
            tested,
            new RegressionOutcome(RegressionData.Take(truth, tested), [.. tested.Select(row => sums[row] / times[row])]));
    }
}
