using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Sparse;

/// <summary>Rows of a matrix without their zeros; rows may be written at the same time. What is read again and again costs only what is not zero.</summary>
/// <remarks>A row's entries stand together in the order of the columns, and each panel of <see cref="Panel"/> columns is found without a search.</remarks>
internal sealed class SparseRows<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Columns of a panel.</summary>
    public const int Panel = 64;

    private const int Group = 8;

    private readonly T[] _values;
    private readonly int[] _indices;
    private readonly int[] _ends;
    private readonly int _panels;

    /// <param name="capacity">Most rows.</param>
    /// <param name="columns">Columns of a row, above 0.</param>
    /// <exception cref="OverflowException">The rows do not fit in one array.</exception>
    public SparseRows(int capacity, int columns)
    {
        Columns = columns;
        _panels = (columns + Panel - 1) / Panel;
        _values = new T[checked(capacity * columns)];
        _indices = new int[_values.Length];
        _ends = new int[checked(capacity * _panels)];
    }

    public int Columns { get; }

    /// <summary>Writes a row. Zeros are left out, values too small for the precision need not be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Set(int row, ReadOnlySpan<double> source)
    {
        source = source[..Columns];
        var values = _values.AsSpan(row * Columns, Columns);
        var indices = _indices.AsSpan(row * Columns, Columns);
        var count = 0;
        for (var panel = 0; panel < _panels; panel++)
        {
            var (first, last) = (panel * Panel, Math.Min((panel + 1) * Panel, Columns));
            for (var column = first; column < last; column += Group)
            {
                // A whole group of zeros, of which there are many, is one look; within another group nothing is decided by a branch.
                var end = Math.Min(column + Group, last);
                if (end - column == Group && (Vector256.Create(source[column..]) == Vector256<double>.Zero) && (Vector256.Create(source[(column + 4)..]) == Vector256<double>.Zero))
                {
                    continue;
                }

                for (var i = column; i < end; i++)
                {
                    var value = source[i];
                    (values[count], indices[count]) = (T.CreateTruncating(value), i);
                    count += value != 0 ? 1 : 0;
                }
            }

            _ends[(row * _panels) + panel] = count;
        }
    }

    /// <summary>A row's entries in panels [<paramref name="first"/>, <paramref name="last"/>), those past the end left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<T> Entries(int row, int first, int last, out ReadOnlySpan<int> indices)
    {
        var ends = _ends.AsSpan(row * _panels, _panels);
        var start = first == 0 ? 0 : ends[first - 1];
        var count = ends[Math.Min(last, _panels) - 1] - start;
        indices = _indices.AsSpan((row * Columns) + start, count);
        return _values.AsSpan((row * Columns) + start, count);
    }
}
