using Reprise.Core.Randomness;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Selection.Searches;

public sealed class HalvingSearchTests
{
    private static readonly GoldenSet Iris = GoldenSet.Load("iris");

    private static readonly Grid<DecisionTreeClassifier> Nine = Grid.Of(new DecisionTreeClassifier())
        .With("MaxDepth", [1, 2, 3], (tree, value) => tree with { MaxDepth = value })
        .With("MinSamplesLeaf", [1, 4, 9], (tree, value) => tree with { MinSamplesLeaf = value });

    [Fact]
    public void Run_OnRows_KeepsAThirdAndTriplesRowsUpToAll()
    {
        var result = new HalvingSearch<DecisionTreeClassifier> { Candidates = Nine }.Run(ClassificationData.Of(Iris.X, Iris.Y, 3));

        Assert.Equal([9, 3], result.Candidates.GroupBy(candidate => candidate.Round).Select(round => round.Count()));
        Assert.Equal([40, 120], result.Candidates.Select(candidate => candidate.Resource!.Value).Distinct());
        Assert.Equal(1, result.Best.Round);
        var full = new GridSearch<DecisionTreeClassifier> { Candidates = Nine }.Run(ClassificationData.Of(Iris.X, Iris.Y, 3));
        Assert.Equal(full.Candidates[result.Best.Index].Summaries, result.Best.Summaries);
        Assert.Equal(120, result.ToTable()["resource"].NumberAt(10));
    }

    [Fact]
    public void Run_OnAParameter_SetsItPerRound()
    {
        var search = new HalvingSearch<RandomForestClassifier>
        {
            Candidates = Grid.Of(new RandomForestClassifier()).With("MaxDepth", [1, 2, 3, 4], (forest, value) => forest with { MaxDepth = value }),
            Factor = 2,
            MaxResource = 8,
            SetResource = (forest, trees) => forest with { Trees = trees },
            Splitter = new StratifiedKFold { Folds = 3 },
        };

        var result = search.Run(ClassificationData.Of(Iris.X, Iris.Y, 3));

        Assert.Equal([4, 4, 4, 4, 8, 8], result.Candidates.Select(candidate => candidate.Candidate.Estimator.Trees));
        Assert.Throws<ArgumentOutOfRangeException>(() => (search with { MaxResource = null }).Run(ClassificationData.Of(Iris.X, Iris.Y, 3)));
    }

    [Fact]
    public void Shuffled_EveryBeginning_HoldsTheClassesInTheirShares()
    {
        int[] classes = [.. Enumerable.Range(0, 90).Select(row => row % 3 == 0 ? 0 : 1)];
        var order = RowOrder.Shuffled([.. Enumerable.Range(0, 90)], classes, new Rng(2));

        Assert.Equal(Enumerable.Range(0, 90), order.Order());
        foreach (var length in (int[])[3, 30, 60])
        {
            Assert.InRange(order[..length].Count(row => classes[row] == 0), (length / 3) - 1, (length / 3) + 1);
        }
    }
}
