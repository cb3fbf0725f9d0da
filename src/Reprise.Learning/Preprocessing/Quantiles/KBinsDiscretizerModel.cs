using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Quantiles;

/// <summary>A fitted <see cref="KBinsDiscretizer"/>: a bin goes from its lower edge, included, to its upper, the last to infinity.</summary>
public sealed class KBinsDiscretizerModel : ITransformerModel
{
    private readonly double[][] _edges;
    private readonly int[] _offsets;

    internal KBinsDiscretizerModel(double[][] edges, BinEncoding encoding)
    {
        (_edges, Encoding) = (edges, encoding);
        _offsets = new int[edges.Length + 1];
        for (var i = 0; i < edges.Length; i++)
        {
            _offsets[i + 1] = _offsets[i] + (encoding == BinEncoding.OneHot ? BinCount(i) : 1);
        }
    }

    /// <summary>How the bin is written.</summary>
    public BinEncoding Encoding { get; }

    /// <inheritdoc/>
    public int InputColumns => _edges.Length;

    /// <inheritdoc/>
    public int OutputColumns => _offsets[^1];

    /// <summary>The edges of a column's bins, ascending, the ends of the training range first and last; one edge for a constant column.</summary>
    public ReadOnlySpan<double> Edges(int column) => _edges[column];

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination)
    {
        Require.Columns(x, InputColumns, nameof(KBinsDiscretizer));
        Require.Destination(destination, (long)x.Rows * OutputColumns);
        Require.Finite(x);

        if (Encoding == BinEncoding.OneHot)
        {
            destination.Clear();
        }

        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            var result = destination.Slice(row * OutputColumns, OutputColumns);
            for (var i = 0; i < values.Length; i++)
            {
                var bin = Bin(_edges[i], values[i]);
                if (Encoding == BinEncoding.OneHot)
                {
                    result[_offsets[i] + bin] = 1;
                }
                else
                {
                    result[i] = bin;
                }
            }
        }
    }

    /// <summary><c>name_bin</c> per bin, from 0, or the same names for numbered bins.</summary>
    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames(IReadOnlyList<string> inputs)
    {
        Require.Names(inputs, InputColumns);
        return Encoding == BinEncoding.Ordinal
            ? inputs
            : [.. inputs.SelectMany((name, i) => Enumerable.Range(0, BinCount(i)).Select(bin => string.Create(CultureInfo.InvariantCulture, $"{name}_{bin}")))];
    }

    private int BinCount(int column) => Math.Max(1, _edges[column].Length - 1);

    /// <summary>How many inner edges are at most the value.</summary>
    private static int Bin(ReadOnlySpan<double> edges, double value)
    {
        var (low, high) = (1, Math.Max(1, edges.Length - 1));
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = edges[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }
}
