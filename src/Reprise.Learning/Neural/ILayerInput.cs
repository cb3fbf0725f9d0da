namespace Reprise.Learning.Neural;

/// <summary>What a batch's rows bring to a layer. Calls for other rows, or other columns, may run at the same time.</summary>
/// <remarks>Bits of results do not depend on how rows and columns are divided among calls.</remarks>
internal interface ILayerInput<T>
{
    /// <summary>Columns whose weights one call of <see cref="Gradient"/> should take: enough to be worth a call, and few beside all.</summary>
    int PieceColumns { get; }

    /// <summary>Writes one row.</summary>
    void Set(int row, ReadOnlySpan<double> values);

    /// <summary>Sums of the units for rows [<paramref name="first"/>, + <paramref name="count"/>), biases apart.</summary>
    void Multiply(int first, int count, ReadOnlyMemory<T> weights, int units, Memory<T> sums);

    /// <summary>Writes the gradient by the weights of columns [<paramref name="column"/>, + <paramref name="columns"/>); the first is a multiple of <see cref="PieceColumns"/>.</summary>
    /// <param name="column">First column.</param>
    /// <param name="columns">Columns, at most <see cref="PieceColumns"/>.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="deltas">Gradient by each row's sums: rows × units.</param>
    /// <param name="units">Units of the layer.</param>
    /// <param name="gradient">Columns × units.</param>
    void Gradient(int column, int columns, int rows, ReadOnlyMemory<T> deltas, int units, Memory<T> gradient);
}
