using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Imputation;

/// <summary>Puts one value per column, learned from its other rows, in the place of missing values (NaN).</summary>
/// <remarks>O(rows · columns); medians and most frequent values sort: O(rows · log rows · columns). Immutable; safe to share between threads.</remarks>
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
            var values = Present(column);
            fills[i] = values.IsEmpty ? FillValue : Statistic(values, i);
            if (values.IsEmpty && !KeepEmptyColumns && Strategy != ImputationStrategy.Constant)
            {
                empty.Add(i);
            }

            if (AddIndicators && values.Length < x.Rows)
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

    /// <summary>The values that are there, moved to the front in their order.</summary>
    private static Span<double> Present(double[] column)
    {
        var count = 0;
        foreach (var value in column)
        {
            if (!double.IsNaN(value))
            {
                column[count++] = value;
            }
        }

        return column.AsSpan(0, count);
    }

    private double Statistic(Span<double> values, int column)
    {
        if (Strategy is ImputationStrategy.Median or ImputationStrategy.MostFrequent)
        {
            values.Sort();
        }

        var value = Strategy switch
        {
            ImputationStrategy.Mean => ColumnStatistics.Mean(values),
            ImputationStrategy.Median => ColumnStatistics.Quantile(values, 0.5),
            ImputationStrategy.MostFrequent => MostFrequent(values),
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
