using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Quantiles;

/// <summary>Cuts each column into bins. Values beyond the training range belong to the outer bins; a constant column has one bin.</summary>
/// <remarks>O(rows · log rows · columns) to fit, O(log bins) per value to transform. Immutable; safe to share between threads.</remarks>
public sealed record KBinsDiscretizer : ITransformer<KBinsDiscretizerModel>
{
    /// <summary>Bins of each column, in [2, 10,000]; fewer where edges fall together. Default 5.</summary>
    public int Bins { get; init; } = 5;

    /// <summary>Where the edges lie. Default <see cref="BinStrategy.Quantile"/>.</summary>
    public BinStrategy Strategy { get; init; }

    /// <summary>How the bin is written. Default <see cref="BinEncoding.OneHot"/>.</summary>
    public BinEncoding Encode { get; init; }

    /// <inheritdoc/>
    public KBinsDiscretizerModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.InRange(Bins, 2, 10_000, nameof(KBinsDiscretizer));
        Require.Defined(Strategy, nameof(KBinsDiscretizer));
        Require.Defined(Encode, nameof(KBinsDiscretizer));
        Require.NotEmpty(x, nameof(KBinsDiscretizer));
        Require.Finite(x);

        var edges = new double[x.Columns][];
        var column = new double[x.Rows];
        for (var i = 0; i < x.Columns; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x.CopyColumn(i, column);
            column.AsSpan().Sort();
            edges[i] = Edges(column, i);
        }

        return new KBinsDiscretizerModel(edges, Encode);
    }

    /// <summary>Ascending edges, the ends of the range first and last, each once.</summary>
    private double[] Edges(ReadOnlySpan<double> ascending, int column)
    {
        var (low, high) = (ascending[0], ascending[^1]);
        ColumnStatistics.RequireFinite(low, high - low, column, nameof(KBinsDiscretizer));
        var edges = new List<double> { low };
        for (var i = 1; i <= Bins; i++)
        {
            var edge = i == Bins ? high
                : Strategy == BinStrategy.Quantile ? ColumnStatistics.Quantile(ascending, (double)i / Bins)
                : low + (i * ((high - low) / Bins));
            if (edge > edges[^1] && edge <= high)
            {
                edges.Add(edge);
            }
        }

        return [.. edges];
    }
}
