namespace Reprise.Learning.Boosting;

/// <summary>Up to 64 columns of bins, row after row: eight bins to a 64-bit word, so that one load feeds eight sums.</summary>
/// <param name="Rows">rows × <paramref name="Words"/> words; the column at place i is byte i.</param>
/// <param name="Words">Words per row.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Offset">Where the panel's sums start in a histogram; each column takes 256.</param>
internal sealed record DensePanel(ulong[] Rows, int Words, int Columns, int Offset)
{
    /// <summary>Most columns of a panel: a row of it is one cache line.</summary>
    public const int MaxColumns = 64;

    /// <summary>Sums a dense column takes in a histogram.</summary>
    public const int Stride = 256;
}
