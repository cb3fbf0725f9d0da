using Reprise.Core.Tables;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Pipelines;

/// <summary>Table in, numbers out: encodes columns, runs preprocessing steps, fits a regressor. Everything is learned from the rows given to <c>Fit</c> only.</summary>
/// <remarks>Immutable; <c>with</c> makes variants.</remarks>
public sealed record RegressorPipeline
{
    /// <summary>How columns become features. Default every number column but the target, as it is.</summary>
    public ITableEncoder Columns { get; init; } = new NumericSelector();

    /// <summary>Preprocessing steps, in order. Default none.</summary>
    public IReadOnlyList<IPreprocessor> Steps { get; init; } = [];

    /// <summary>The regressor after the last step.</summary>
    public required IRegressor Regressor { get; init; }

    /// <summary>A number column with the weight of each row in training, never a feature; the regressor must take weights. Default none.</summary>
    public string? WeightColumn { get; init; }

    /// <summary>Learns columns, steps and regressor from the rows of <paramref name="table"/>.</summary>
    /// <param name="table">Features and target.</param>
    /// <param name="target">The number column to predict, no nulls.</param>
    /// <param name="cancellationToken">Looked at between and within steps.</param>
    /// <exception cref="ArgumentException">The target or a feature cannot be used, or a parameter is out of range.</exception>
    public RegressorPipelineModel Fit(Table table, string target, CancellationToken cancellationToken = default) => Fit(table, target, [], cancellationToken);

    /// <summary>Learns columns, steps and regressor from the rows of <paramref name="table"/>, and keeps groups of rows together where the regressor splits rows itself.</summary>
    /// <param name="table">Features and target.</param>
    /// <param name="target">As above.</param>
    /// <param name="groups">A group per row, see <see cref="Selection.DuplicateGroups"/>; empty for none.</param>
    /// <param name="cancellationToken">Looked at between and within steps.</param>
    /// <exception cref="ArgumentException">The target or a feature cannot be used, there is not a group per row, or a parameter is out of range.</exception>
    public RegressorPipelineModel Fit(Table table, string target, IReadOnlyList<int> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(groups);
        return FitObservation.Run(this, () => FitData.Of(table, target), () => FitUnseen(table, target, [.. groups], cancellationToken));
    }

    private RegressorPipelineModel FitUnseen(Table table, string target, int[] groups, CancellationToken cancellationToken)
    {
        Members.CheckGroups(groups, table.RowCount);
        ArgumentException.ThrowIfNullOrEmpty(target);
        if (!table.TryGetColumn(target, out var column))
        {
            throw new ArgumentException(
                $"The target column '{target}' is not in the table. It has: {string.Join(", ", table.Columns.Take(60).Select(c => c.Name))}.", nameof(target));
        }

        var y = PipelineTarget.Numbers(column, "The target column");
        var weights = PipelineTarget.Weights(table, WeightColumn);
        var (steps, x) = FittedSteps.Fit(
            Columns, Steps, WeightColumn is null ? table.Without(target) : table.Without(target, WeightColumn), new PipelineTarget(null, 0, y), cancellationToken);
        if (WeightColumn is not null && Regressor is not IWeightedRegressor)
        {
            throw new ArgumentException($"`{Regressor.GetType().Name}` takes no row weights; leave `{nameof(WeightColumn)}` out.", nameof(table));
        }

        var regressor = Members.Fit(Regressor, x, y, weights, groups, nameof(RegressorPipeline), cancellationToken);
        return new RegressorPipelineModel(target, steps, regressor);
    }
}
