using Reprise.Core.Randomness;

namespace Reprise.Learning.Selection;

/// <summary>A rule that makes training and test rows. An immutable record; the same input gives the same folds.</summary>
public interface ISplitter
{
    /// <summary>The folds, in order.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, or there are too few rows, classes' rows or groups.</exception>
    IReadOnlyList<Fold> Split(SplitInput input);
}

/// <summary>A splitter that can be run again on the same random stream.</summary>
public interface IShuffledSplitter : ISplitter
{
    /// <summary>Seed of the shuffling, or null when rows are taken in their order.</summary>
    uint? ShuffleSeed { get; }

    /// <summary>The folds drawn from a stream that goes on.</summary>
    internal IReadOnlyList<Fold> Split(SplitInput input, NumpyRandom? random);
}
