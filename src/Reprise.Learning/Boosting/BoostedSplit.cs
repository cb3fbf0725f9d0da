namespace Reprise.Learning.Boosting;

/// <summary>A split of a growing node.</summary>
/// <param name="Feature">The column.</param>
/// <param name="Bin">The last bin that goes left; of a categorical column its place in the order of gradient ratios.</param>
/// <param name="MissingLeft">Where missing values go.</param>
/// <param name="Score">What it gains, in units, with what the node itself scores.</param>
/// <param name="Left">Packed sums of the left side.</param>
internal readonly record struct BoostedSplit(int Feature, int Bin, bool MissingLeft, double Score, long Left)
{
    /// <summary>No split.</summary>
    public static BoostedSplit None => new(-1, -1, false, double.NegativeInfinity, 0);

    /// <summary>Whether there is a split.</summary>
    public bool Exists => Feature >= 0;
}
