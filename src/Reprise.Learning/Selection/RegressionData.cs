using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Observation;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Selection;

/// <summary>Rows with values to choose regressors and pipelines on.</summary>
public static class RegressionData
{
    /// <summary>A matrix and target values, for regressors.</summary>
    /// <param name="x">Samples × features; not copied.</param>
    /// <param name="y">A finite value per row.</param>
    /// <param name="groups">A group per row for splitters that keep groups together; null for none.</param>
    /// <param name="metrics">What is computed; null for R².</param>
    /// <exception cref="ArgumentException">Rows, targets or groups differ in number, or a target is not finite.</exception>
    public static RegressionData<IRegressor, IRegressorModel> Of(
        MatrixView x, ReadOnlySpan<double> y, IReadOnlyList<int>? groups = null, IReadOnlyList<RegressionMetric>? metrics = null)
    {
        Require.SameRows(x, y.Length);
        Require.FiniteTargets(y);
        var truth = y.ToArray();
        int[] kept = groups is null ? [] : [.. groups];
        return new RegressionData<IRegressor, IRegressorModel>(
            truth,
            groups,
            metrics,
            (regressor, rows, token) => Members.Fit(
                regressor, x.TakeRows(rows.Span), Take(truth, rows.Span), [], Members.Take<int>(kept, rows.Span), nameof(RegressionData), token),
            (model, rows, token) => model.Predict(x.TakeRows(rows.Span), token),
            () => FitData.OfValues(x, truth, []));
    }

    /// <summary>A table, for pipelines.</summary>
    /// <param name="table">Features and target; not copied.</param>
    /// <param name="target">The number column to predict, no nulls.</param>
    /// <param name="groups">A group per row for splitters that keep groups together; null for none.</param>
    /// <param name="metrics">What is computed; null for R².</param>
    /// <exception cref="ArgumentException">The target cannot be used, or there is not a group per row.</exception>
    public static RegressionData<RegressorPipeline, RegressorPipelineModel> Of(
        Table table, string target, IReadOnlyList<int>? groups = null, IReadOnlyList<RegressionMetric>? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        int[] kept = groups is null ? [] : [.. groups];
        return new RegressionData<RegressorPipeline, RegressorPipelineModel>(
            PipelineTarget.Numbers(table[target], "The target column"),
            groups,
            metrics,
            (pipeline, rows, token) => pipeline.Fit(table.TakeRows(rows.Span), target, Members.Take<int>(kept, rows.Span), token),
            (model, rows, token) => model.Predict(table.TakeRows(rows.Span), token),
            () => FitData.Of(table, target));
    }

    internal static double[] Take(ReadOnlySpan<double> values, ReadOnlySpan<int> rows)
    {
        var result = new double[rows.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = values[rows[i]];
        }

        return result;
    }
}
