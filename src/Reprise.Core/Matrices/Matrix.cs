namespace Reprise.Core.Matrices;

/// <summary>A row-major matrix of doubles that owns its memory. Not safe for concurrent writes to the same row.</summary>
public sealed class Matrix
{
    private readonly double[] _values;

    /// <summary>A matrix of zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or the product is above 2³¹−1.</exception>
    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)rows * columns, int.MaxValue, nameof(rows));
        _values = new double[rows * columns];
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The value at a 0-based row and column.</summary>
    public double this[int row, int column]
    {
        get => Row(row)[column];
        set => Row(row)[column] = value;
    }

    /// <summary>All values, row after row.</summary>
    public Span<double> Values => _values;

    /// <summary>The same values as <see cref="Values"/>, to hand to other threads.</summary>
    public Memory<double> Memory => _values;

    /// <summary>A read-only view of the whole matrix.</summary>
    public MatrixView View => new(_values, Rows, Columns);

    /// <summary>One row, writable.</summary>
    public Span<double> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return _values.AsSpan(row * Columns, Columns);
    }

    /// <summary>Reads as a view wherever one is asked for.</summary>
    public static implicit operator MatrixView(Matrix matrix) => (matrix ?? throw new ArgumentNullException(nameof(matrix))).View;

    /// <summary>The same as <see cref="View"/>, for languages without conversions.</summary>
    public MatrixView ToMatrixView() => View;
}
