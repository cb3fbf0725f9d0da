namespace Reprise.Core.Matrices;

/// <summary>A read-only, row-major view of doubles: <see cref="Rows"/> × <see cref="Columns"/> over contiguous memory. Copies are cheap; thread-safe.</summary>
public readonly struct MatrixView
{
    private readonly double[] _values;
    private readonly int _offset;

    /// <summary>Views <paramref name="rows"/> × <paramref name="columns"/> values of <paramref name="values"/> from <paramref name="offset"/> on.</summary>
    /// <exception cref="ArgumentException">The array is too short for the shape.</exception>
    public MatrixView(double[] values, int rows, int columns, int offset = 0)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if ((long)offset + ((long)rows * columns) > values.Length)
        {
            throw new ArgumentException($"{rows} × {columns} values from offset {offset} do not fit in an array of {values.Length}.", nameof(values));
        }

        _values = values;
        _offset = offset;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Number of rows (samples).</summary>
    public int Rows { get; }

    /// <summary>Number of columns (features).</summary>
    public int Columns { get; }

    /// <summary>The value at a 0-based row and column.</summary>
    public double this[int row, int column] => Row(row)[column];

    /// <summary>All values, row after row.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(_offset, Rows * Columns);

    /// <summary>The same values as <see cref="Values"/>, to hand to other threads.</summary>
    public ReadOnlyMemory<double> Memory => _values.AsMemory(_offset, Rows * Columns);

    /// <summary>One row, <see cref="Columns"/> values.</summary>
    public ReadOnlySpan<double> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return _values.AsSpan(_offset + (row * Columns), Columns);
    }

    /// <summary>Rows [<paramref name="start"/>, <paramref name="start"/> + <paramref name="rows"/>), viewed without a copy.</summary>
    public MatrixView Slice(int start, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)Rows, nameof(start));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)rows, (uint)(Rows - start), nameof(rows));
        return new MatrixView(_values, rows, Columns, _offset + (start * Columns));
    }

    /// <summary>Copies one column into <paramref name="destination"/>, whose length is <see cref="Rows"/>.</summary>
    public void CopyColumn(int column, Span<double> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Columns, nameof(column));
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, Rows, nameof(destination));
        var values = Values;
        for (var row = 0; row < destination.Length; row++)
        {
            destination[row] = values[(row * Columns) + column];
        }
    }

    /// <summary>A copy of the given rows (0-based, in the given order, repeats allowed). O(rows · columns).</summary>
    public Matrix TakeRows(ReadOnlySpan<int> rows)
    {
        var result = new Matrix(rows.Length, Columns);
        for (var i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(result.Row(i));
        }

        return result;
    }
}
