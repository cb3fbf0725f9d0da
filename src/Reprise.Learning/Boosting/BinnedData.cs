namespace Reprise.Learning.Boosting;

/// <summary>Training data as bins: column by column for splitting, and row by row in panels for summing.</summary>
internal sealed class BinnedData
{
    /// <summary>Number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>How each column was binned.</summary>
    public required ColumnBins[] Bins { get; init; }

    /// <summary>The bins of each column, row by row.</summary>
    public required byte[][] Columns { get; init; }

    /// <summary>Where each column's sums start in a histogram.</summary>
    public required int[] Offsets { get; init; }

    /// <summary>Of sparse columns the bin that is not listed; −1 of dense ones.</summary>
    public required int[] DefaultBins { get; init; }

    /// <summary>Dense columns.</summary>
    public required DensePanel[] Dense { get; init; }

    /// <summary>Sparse columns.</summary>
    public required SparsePanel[] Sparse { get; init; }

    /// <summary>Length of a histogram.</summary>
    public required int HistogramLength { get; init; }
}
