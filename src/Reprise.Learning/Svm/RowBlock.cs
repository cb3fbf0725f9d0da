using System.Runtime.Intrinsics;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Svm;

/// <summary>Rows, each padded with zeros to whole vectors, and each row's dot product with itself.</summary>
internal sealed class RowBlock
{
    /// <summary>Copies rows of a matrix, in the order given.</summary>
    public RowBlock(MatrixView x, ReadOnlySpan<int> rows)
    {
        var lanes = Vector256<double>.Count;
        Rows = rows.Length;
        Stride = (x.Columns + lanes - 1) / lanes * lanes;
        Values = new double[(long)Rows * Stride];
        Squares = new double[Rows];
        for (var i = 0; i < rows.Length; i++)
        {
            x.Row(rows[i]).CopyTo(Values.AsSpan(i * Stride));
            RowProducts.Multiply(this, [i], this, i, Squares.AsSpan(i, 1));
        }
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Values from one row to the next, a multiple of what a vector holds.</summary>
    public int Stride { get; }

    /// <summary>The values, row after row.</summary>
    public double[] Values { get; }

    /// <summary>Each row's dot product with itself, in the same order of sums as every other product.</summary>
    public double[] Squares { get; }
}
