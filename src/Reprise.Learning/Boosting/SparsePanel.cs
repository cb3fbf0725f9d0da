namespace Reprise.Learning.Boosting;

/// <summary>Columns most of whose rows share one bin: only the other bins are listed, row after row.</summary>
/// <param name="Starts">Where each row's entries start; rows + 1.</param>
/// <param name="Entries">Places in the panel's part of a histogram.</param>
/// <param name="Offset">Where the panel's part starts.</param>
internal sealed record SparsePanel(int[] Starts, ushort[] Entries, int Offset)
{
    /// <summary>Most bins of a panel: its sums fit in the second-level cache and their places in 16 bits.</summary>
    public const int MaxBins = 1 << 16;
}
