using Reprise.Learning.Estimators;
using Reprise.Learning.Guards;
using Reprise.Learning.Metrics;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Guards;

public sealed class LuckGuardTests
{
    private static readonly GoldenSet Iris = GoldenSet.Load("iris");

    [Fact]
    public void Check_OfAStableModel_NotesTheSpreadAndOfASmallLimitWarns()
    {
        var data = ClassificationData.Of(Iris.X, Iris.Y, 3);

        var calm = new LuckGuard { SpreadLimit = 0.05 }.Check(new DecisionTreeClassifier { MaxDepth = 3 }, data);
        var strict = new LuckGuard { SpreadLimit = 1e-6 }.Check(new DecisionTreeClassifier { MaxDepth = 3 }, data);

        Assert.Equal(Severity.Note, calm.Worst);
        Assert.Equal(Severity.Warning, strict.Worst);
        Assert.Equal(calm.Findings[0].Value, strict.Findings[0].Value);
        Assert.Contains("over 5 draws", calm.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void CheckBest_OfTwoTreesAlike_CallsItNoise()
    {
        ISelectionData<DecisionTreeClassifier, IClassifierModel> data = ClassificationData.Of(Iris.X, Iris.Y, 3, metrics: [ClassificationMetric.Accuracy]);
        var alike = Search([3, 4], data);
        var apart = Search([1, 4], data);

        Assert.Equal("best-of-many", Assert.Single(LuckGuard.CheckBest(alike, data).Findings).Check);
        Assert.Empty(LuckGuard.CheckBest(apart, data).Findings);
    }

    [Fact]
    public void CorrectedT_ByHand_AllowsForSharedTrainingRows()
    {
        // mean 2, variance 1 over 3 folds: 2 / √(1·(1/3 + 1/2))
        Assert.Equal(2 / Math.Sqrt(5 / 6.0), LuckGuard.CorrectedT([1, 2, 3], 0.5), 1e-12);
        Assert.Equal(double.PositiveInfinity, LuckGuard.CorrectedT([1, 1], 1));
        Assert.Equal(0, LuckGuard.CorrectedT([0, 0], 1));
    }

    [Fact]
    public void CorrectedT_OfRepeatedFolds_GrowsLessThanTheirNumberWouldLetIt()
    {
        double[] once = [1, 2, 3, 0, 4];
        double[] often = [.. Enumerable.Repeat(once, 10).SelectMany(values => values)];

        // Ten repeats of the same five folds are no more evidence: the shared training rows bound t by mean / (deviation · √(1/4)).
        Assert.True(LuckGuard.CorrectedT(often, 0.25) < 2 / (Math.Sqrt(2) * 0.5) + 1e-9);
        Assert.True(LuckGuard.CorrectedT(often, 1.0 / 49) > LuckGuard.CorrectedT(often, 0.25) * 2);
    }

    [Fact]
    public void Run_OfRepeatedAndOfGroupedFolds_KnowsTheShareOfTestRows()
    {
        ISelectionData<DecisionTreeClassifier, IClassifierModel> data = ClassificationData.Of(Iris.X, Iris.Y, 3);
        ISelectionData<DecisionTreeClassifier, IClassifierModel> grouped = ClassificationData.Of(Iris.X, Iris.Y, 3, [.. Enumerable.Range(0, 150).Select(row => row < 90 ? 0 : row)]);

        Assert.Equal(0.25, Search([1], data, new Repeated(new StratifiedKFold { ShuffleSeed = 1 }, 3)).Best.TestShare, 1e-9);
        Assert.True(Search([1], grouped, new GroupKFold { Folds = 2 }).Best.TestShare > 1.05);
    }

    private static SearchResult<DecisionTreeClassifier, IClassifierModel> Search(
        IReadOnlyList<int> depths, ISelectionData<DecisionTreeClassifier, IClassifierModel> data, ISplitter? splitter = null) =>
        new GridSearch<DecisionTreeClassifier>
        {
            Candidates = Grid.Of(new DecisionTreeClassifier()).With("MaxDepth", depths, (tree, value) => tree with { MaxDepth = value }),
            Splitter = splitter ?? new AutoKFold(),
        }.Run(data);
}
