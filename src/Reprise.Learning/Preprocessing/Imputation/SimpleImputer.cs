using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Imputation;

/// <summary>Puts one value per column, learned from its other rows, in the place of missing values (NaN).</summary>
/// <remarks>O(rows · log rows · columns). Immutable; safe to share between threads.</remarks>
public sealed record SimpleImputer : ITransformer<SimpleImputerModel>, IAcceptsMissing
{
    /// <summary>What takes the place of a missing value. Default <see cref="ImputationStrategy.Mean"/>.</summary>
    public ImputationStrategy Strategy { get; init; }

    /// <summary>The value of <see cref="ImputationStrategy.Constant"/>, finite. Default 0.</summary>
    public double FillValue { get; init; }

    /// <summary>Whether a column of 0 and 1 is added after the others for each column with missing values in training: 1 where the value was missing. Default false.</summary>
    public bool AddIndicators { get; init; }

    /// <summary>
    /// Whether a column without any value is kept and filled with <see cref="FillValue"/>; otherwise it is refused. Default false.
    /// <see cref="ImputationStrategy.Constant"/> always keeps it.
    /// </summary>
    public bool KeepEmptyColumns { get; init; }

    /// <inheritdoc/>
    public SimpleImputerModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.Defined(Strategy, nameof(SimpleImputer));
        Require.InRange(FillValue, double.NegativeInfinity, double.PositiveInfinity, nameof(SimpleImputer));
        Require.NotEmpty(x, nameof(SimpleImputer));
        Require.FiniteOrMissing(x);

        var fills = new double[x.Columns];
        var indicated = new List<int>();
        var empty = new List<int>();
        var column = new double[x.Rows];
        for (var i = 0; i < x.Columns; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x.CopyColumn(i, column);
            column.AsSpan().Sort();                         // NaN comes first
            var missing = 0;
            while (missing < column.Length && double.IsNaN(column[missing]))
            {
                missing++;
            }

            var values = column.AsSpan(missing);
            fills[i] = values.IsEmpty ? FillValue : Statistic(values, i);
            if (values.IsEmpty && !KeepEmptyColumns && Strategy != ImputationStrategy.Constant)
            {
                empty.Add(i);
            }

            if (AddIndicators && missing > 0)
            {
                indicated.Add(i);
            }
        }

        return empty.Count == 0
            ? new SimpleImputerModel(fills, [.. indicated])
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`{nameof(SimpleImputer)}` finds no value in column {string.Join(", ", empty)} of x. Drop the column or set `{nameof(KeepEmptyColumns)}`."),
                nameof(x));
    }

    private double Statistic(ReadOnlySpan<double> ascending, int column)
    {
        var value = Strategy switch
        {
            ImputationStrategy.Mean => ColumnStatistics.Mean(ascending),
            ImputationStrategy.Median => ColumnStatistics.Quantile(ascending, 0.5),
            ImputationStrategy.MostFrequent => MostFrequent(ascending),
            _ => FillValue,
        };
        ColumnStatistics.RequireFinite(value, 1, column, nameof(SimpleImputer));
        return value;
    }

    private static double MostFrequent(ReadOnlySpan<double> ascending)
    {
        var (best, bestCount, start) = (ascending[0], 0, 0);
        for (var end = 1; end <= ascending.Length; end++)
        {
            if (end < ascending.Length && ascending[end] == ascending[start])
            {
                continue;
            }

            if (end - start > bestCount)
            {
                (best, bestCount) = (ascending[start], end - start);
            }

            start = end;
        }

        return best;
    }
}
