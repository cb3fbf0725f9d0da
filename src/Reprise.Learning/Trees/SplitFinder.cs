using Reprise.Core.Randomness;

namespace Reprise.Learning.Trees;

/// <summary>Looks for cuts of one node at a time. Knows the targets; has scratch memory, so there is one per worker.</summary>
/// <remarks>A score is a sum over both sides, so that score − <see cref="Score"/> is the weighted fall in impurity of the cut.</remarks>
internal abstract class SplitFinder(RankedColumns data)
{
    private readonly int[] _ranks = new int[data.Rows];

    /// <summary>The training data.</summary>
    protected RankedColumns Data => data;

    /// <summary>Sum of the node's weights.</summary>
    public double Weight { get; protected set; }

    /// <summary>The node's own score: what a cut that changes nothing would have.</summary>
    public double Score { get; protected set; }

    /// <summary>Whether all targets of the node are equal, so that no cut can help.</summary>
    public bool Pure { get; protected set; }

    /// <summary>Values per leaf.</summary>
    public abstract int Outputs { get; }

    /// <summary>Turns to a node.</summary>
    /// <param name="samples">Rows in the node, each once, in ascending order.</param>
    /// <param name="draws">How often each row of the data was drawn.</param>
    public abstract void Enter(ReadOnlySpan<int> samples, ReadOnlySpan<int> draws);

    /// <summary>Says which features of the entered node <see cref="Find"/> is asked for next, so that they can be read together.</summary>
    public virtual void Expect(ReadOnlySpan<int> features, ReadOnlySpan<int> samples)
    {
    }

    /// <summary>The best cut of <paramref name="feature"/>, the lowest among equals; none when the feature is constant in the node or no cut keeps the leaves large enough.</summary>
    /// <param name="feature">The column.</param>
    /// <param name="samples">The node's rows, as entered.</param>
    /// <param name="minLeaf">Least number of rows on each side.</param>
    /// <param name="constant">Whether the feature has one value in the node.</param>
    public abstract Split Find(int feature, ReadOnlySpan<int> samples, int minLeaf, out bool constant);

    /// <summary>The cut at a value drawn evenly between the feature's least and greatest in the node (Geurts et al. 2006), under the same rules as <see cref="Find"/>.</summary>
    public Split FindRandom(int feature, ReadOnlySpan<int> samples, int minLeaf, Rng rng, out bool constant)
    {
        var ranks = _ranks.AsSpan(0, samples.Length);
        data.Gather(feature, samples, ranks);
        var (lowest, highest) = (ranks[0], ranks[0]);
        foreach (var rank in ranks)
        {
            lowest = Math.Min(lowest, rank);
            highest = Math.Max(highest, rank);
        }

        constant = lowest == highest;
        if (constant)
        {
            return Split.None;
        }

        var values = data.Values(feature);
        var (low, high) = (values[lowest], values[highest]);
        var part = rng.NextDouble();
        var drawn = (low * (1 - part)) + (high * part);
        var threshold = drawn >= low && drawn < high ? drawn : low;
        var at = values.BinarySearch(threshold);
        var cut = at >= 0 ? at : ~at - 1;
        var left = 0;
        foreach (var rank in ranks)
        {
            left += rank <= cut ? 1 : 0;
        }

        return left >= minLeaf && samples.Length - left >= minLeaf
            ? new Split(feature, cut, threshold, ScoreOf(ranks, cut))
            : Split.None;
    }

    /// <summary>Writes the entered node's <see cref="Outputs"/> values.</summary>
    public abstract void WriteLeaf(Span<double> values);

    /// <summary>The score of sending ranks up to <paramref name="cut"/> left.</summary>
    protected abstract double ScoreOf(ReadOnlySpan<int> ranks, int cut);

    /// <summary>The ranks of the node's rows.</summary>
    protected Span<int> Gather(int feature, ReadOnlySpan<int> samples)
    {
        var ranks = _ranks.AsSpan(0, samples.Length);
        data.Gather(feature, samples, ranks);
        return ranks;
    }
}
