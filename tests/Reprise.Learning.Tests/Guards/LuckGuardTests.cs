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
        Assert.Equal(2 / Math.Sqrt(5 / 6.0), LuckGuard.CorrectedT([1, 2, 3]), 1e-12);
        Assert.Equal(double.PositiveInfinity, LuckGuard.CorrectedT([1, 1]));
        Assert.Equal(0, LuckGuard.CorrectedT([0, 0]));
    }

    private static SearchResult<DecisionTreeClassifier, IClassifierModel> Search(
        IReadOnlyList<int> depths, ISelectionData<DecisionTreeClassifier, IClassifierModel> data) =>
        new GridSearch<DecisionTreeClassifier> { Candidates = Grid.Of(new DecisionTreeClassifier()).With("MaxDepth", depths, (tree, value) => tree with { MaxDepth = value }) }
            .Run(data);
}
