using Reprise.Core.Errors;

namespace Reprise.Learning.Selection;

/// <summary>Runs a shuffled splitter several times on one random stream: the folds of scikit-learn's <c>RepeatedKFold</c> and <c>RepeatedStratifiedKFold</c>.</summary>
/// <param name="Splitter">What is repeated; its <c>ShuffleSeed</c> starts the stream and must be set.</param>
/// <param name="Times">How often, at least 1.</param>
public sealed record Repeated(IShuffledSplitter Splitter, int Times) : ISplitter
{
    /// <inheritdoc/>
    public IReadOnlyList<Fold> Split(SplitInput input)
    {
        Require.InRange(Times, 1, int.MaxValue, nameof(Repeated));
        var random = SplitRules.Stream(Splitter.ShuffleSeed)
            ?? throw new ArgumentException($"`{nameof(Repeated)}` needs a `ShuffleSeed` on its splitter; without one every repeat is the same.");
        var folds = new List<Fold>();
        for (var i = 0; i < Times; i++)
        {
            folds.AddRange(Splitter.Split(input, random));
        }

        return folds;
    }
}
