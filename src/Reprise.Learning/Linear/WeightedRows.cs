using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Linear;

/// <summary>Rows that count, the means taken from them, and their sums of products: what every least-squares solver begins with.</summary>
/// <remarks>Rows are centred, when there is an intercept, and multiplied by the square roots of their weights.</remarks>
internal sealed class WeightedRows
{
    private const int BlockRows = 2048;

    private readonly MatrixView _x;
    private readonly double[] _y;
    private readonly double[] _roots;     // of the weights; empty for 1 each
    private readonly int _workers;
    private readonly CancellationToken _cancellationToken;

    public WeightedRows(
        MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, bool intercept, int workers, string owner, CancellationToken cancellationToken)
    {
        double[] kept = weights.ToArray();
        if (kept.Contains(0))
        {
            int[] rows = [.. Enumerable.Range(0, kept.Length).Where(row => kept[row] > 0)];
            var values = new double[rows.Length];
            for (var i = 0; i < rows.Length; i++)
            {
                values[i] = y[rows[i]];
            }

            x = x.TakeRows(rows);
            y = values;
            kept = [.. rows.Select(row => kept[row])];
        }

        (_x, _y, _workers, _cancellationToken) = (x, y.ToArray(), workers, cancellationToken);
        Moments = ColumnMoments.Of(x, kept, intercept, workers, owner, cancellationToken);
        var target = ColumnMoments.Of(new MatrixView(_y, _y.Length, 1), kept, intercept, 1, owner, cancellationToken);
        YMean = target.Means[0];
        YSquares = target.Variances[0] * target.TotalWeight;
        ColumnStatistics.RequireFinite(YMean, YSquares, 0, owner);
        _roots = kept;
        for (var i = 0; i < _roots.Length; i++)
        {
            _roots[i] = Math.Sqrt(_roots[i]);
        }
    }

    public int Rows => _x.Rows;

    public int Columns => _x.Columns;

    public ColumnMoments Moments { get; }

    public double YMean { get; }

    /// <summary>yᵀy of the centred, weighted targets.</summary>
    public double YSquares { get; }

    /// <summary>XᵀX with columns multiplied by <paramref name="factors"/>.</summary>
    public Matrix Gram(double[] factors)
    {
        var gram = new Matrix(Columns, Columns);
        for (var start = 0; start < Rows; start += BlockRows)
        {
            var block = Block(start, factors);
            MatrixProduct.Gram(MatrixOperand.Of(block.View), gram.Memory, accumulate: start > 0, _workers, _cancellationToken);
        }

        return gram;
    }

    /// <summary>Xᵀ(y − X·w) with columns multiplied by <paramref name="factors"/>.</summary>
    public double[] Gradient(double[] factors, ReadOnlySpan<double> w)
    {
        var gradient = new double[Columns];
        var targets = Targets();
        for (var start = 0; start < Rows; start += BlockRows)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var block = Block(start, factors);
            for (var row = 0; row < block.Rows; row++)
            {
                var residual = targets[start + row] - Vectors.Dot(block.Row(row), w);
                Vectors.AddScaled(residual, block.Row(row), gradient);
            }
        }

        return gradient;
    }

    /// <summary>Every row, centred and weighted, columns multiplied by <paramref name="factors"/>.</summary>
    public Matrix All(double[] factors)
    {
        var all = new Matrix(Rows, Columns);
        for (var start = 0; start < Rows; start += BlockRows)
        {
            Block(start, factors).Values.CopyTo(all.Values[(start * Columns)..]);
        }

        return all;
    }

    /// <summary>Every target, centred and weighted.</summary>
    public double[] Targets()
    {
        var targets = new double[Rows];
        for (var row = 0; row < targets.Length; row++)
        {
            targets[row] = (_y[row] - YMean) * (_roots.Length > 0 ? _roots[row] : 1);
        }

        return targets;
    }

    /// <summary>The intercept that belongs to coefficients.</summary>
    public double Intercept(ReadOnlySpan<double> coefficients) => YMean - Vectors.Dot(Moments.Means, coefficients);

    private Matrix Block(int start, double[] factors)
    {
        var rows = _x.Slice(start, Math.Min(BlockRows, Rows - start));
        var block = new Matrix(rows.Rows, Columns);
        ScaledRows.Of<double>(rows, Moments.Means, factors, _workers, _cancellationToken).CopyTo(block.Values);
        for (var row = 0; row < block.Rows && _roots.Length > 0; row++)
        {
            foreach (ref var value in block.Row(row))
            {
                value *= _roots[start + row];
            }
        }

        return block;
    }
}
