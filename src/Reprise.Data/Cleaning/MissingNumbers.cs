namespace Reprise.Data.Cleaning;

/// <summary>What becomes of a number that is blank, junk or out of range in a column that needs one.</summary>
public enum MissingNumbers
{
    /// <summary>The median of the column's valid numbers takes its place.</summary>
    ImputeMedian,

    /// <summary>The row is dropped.</summary>
    DropRow,
}
