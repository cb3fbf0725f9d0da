using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Pipelines;

/// <summary>What supervised steps of a pipeline learn from: classes, values, or nothing.</summary>
/// <param name="Classes">A class index per row, when the target is classes.</param>
/// <param name="ClassCount">Number of classes.</param>
/// <param name="Values">A value per row, when the target is a number.</param>
internal sealed record PipelineTarget(int[]? Classes, int ClassCount, double[]? Values)
{
    /// <summary>No target: clustering.</summary>
    public static readonly PipelineTarget None = new(null, 0, null);

    /// <summary>Fits a step on the target there is.</summary>
    public ITransformerModel Fit(ISupervisedTransformer step, MatrixView x, CancellationToken cancellationToken) =>
        Classes is not null ? step.Fit(x, Classes, ClassCount, cancellationToken)
        : Values is not null ? step.Fit(x, Values, cancellationToken)
        : throw new ArgumentException($"`{step.GetType().Name}` learns from a target and a clusterer has none; leave the step out.", nameof(step));

    /// <summary>The column of row weights of a pipeline; empty when it has none.</summary>
    /// <exception cref="ArgumentException">The column is missing or is not one of numbers.</exception>
    public static double[] Weights(Table table, string? column)
    {
        if (column is null)
        {
            return [];
        }

        if (!table.TryGetColumn(column, out var found))
        {
            throw new ArgumentException($"The column of row weights '{column}' is not in the table.", nameof(column));
        }

        return Numbers(found, "The column of row weights");
    }

    /// <summary>The numbers of a column without nulls.</summary>
    public static double[] Numbers(Column column, string what)
    {
        if (column.Type is not (ColumnType.Double or ColumnType.Long))
        {
            throw new ArgumentException($"{what} '{column.Name}' is {column.Type}; numbers are needed.", nameof(column));
        }

        var values = new double[column.Length];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = column.NumberAt(row);
            if (!double.IsFinite(values[row]))
            {
                throw new ArgumentException(FormattableString.Invariant($"{what} '{column.Name}' is {(column.IsNull(row) ? "null" : values[row])} at row {row}; a finite number is needed."), nameof(column));
            }
        }

        return values;
    }
}
