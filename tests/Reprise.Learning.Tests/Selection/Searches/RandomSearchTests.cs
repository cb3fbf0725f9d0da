using Reprise.Core.Randomness;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Selection.Searches;

public sealed class RandomSearchTests
{
    private static readonly SearchSpace<DecisionTreeClassifier> Space = SearchSpace.Of(new DecisionTreeClassifier())
        .With("MaxDepth", Distribution.Integer(1, 6), (tree, value) => tree with { MaxDepth = value })
        .With("MinSamplesLeaf", Distribution.LogInteger(1, 30), (tree, value) => tree with { MinSamplesLeaf = value });

    [Fact]
    public void Run_TwiceWithAnyWorkers_TriesTheSameCandidates()
    {
        var iris = GoldenSet.Load("iris");
        var data = ClassificationData.Of(iris.X, iris.Y, 3);

        var first = new RandomSearch<DecisionTreeClassifier> { Space = Space, Draws = 8, MaxWorkers = 1 }.Run(data);
        var second = new RandomSearch<DecisionTreeClassifier> { Space = Space, Draws = 8, MaxWorkers = 3 }.Run(data);
        var other = new RandomSearch<DecisionTreeClassifier> { Space = Space, Draws = 8, Seed = 1 }.Run(data);

        Assert.Equal(GridSearchTests.Text(first.ToTable()), GridSearchTests.Text(second.ToTable()));
        Assert.NotEqual(GridSearchTests.Text(first.ToTable()), GridSearchTests.Text(other.ToTable()));
    }

    [Fact]
    public void Draw_More_BeginsWithTheSame()
    {
        var more = Space.With("Seed", Distribution.Integer(0, 5), (tree, value) => tree with { Seed = value });

        Assert.Equal(Space.Draw(3, 5).Select(candidate => candidate.Estimator), Space.Draw(9, 5).Take(3).Select(candidate => candidate.Estimator));
        Assert.Equal(Space.Draw(3, 5).Select(candidate => candidate.Estimator), more.Draw(3, 5).Select(candidate => candidate.Estimator with { Seed = 0 }));
    }

    [Fact]
    public void Draw_FromASmallSpace_GivesEachCombinationOnce()
    {
        var small = SearchSpace.Of(new DecisionTreeClassifier())
            .With("MaxDepth", Distribution.Choice<int?>(1, 2, null), (tree, value) => tree with { MaxDepth = value });

        Assert.Equal([null, 1, 2], small.Draw(50, 0).Select(candidate => candidate.Estimator.MaxDepth).Order());
    }

    [Fact]
    public void Distributions_StayWithinTheirEndsAndReachAllOfThem()
    {
        var rng = new Rng(1);
        double[] uniform = [.. Enumerable.Range(0, 2000).Select(_ => Distribution.Uniform(-2, 3).Draw(rng))];
        double[] log = [.. Enumerable.Range(0, 2000).Select(_ => Distribution.LogUniform(1e-4, 1e4).Draw(rng))];
        int[] integers = [.. Enumerable.Range(0, 2000).Select(_ => Distribution.Integer(-1, 2).Draw(rng))];
        int[] logIntegers = [.. Enumerable.Range(0, 2000).Select(_ => Distribution.LogInteger(1, 4).Draw(rng))];

        Assert.All(uniform, value => Assert.InRange(value, -2, 3));
        Assert.InRange(uniform.Average(), 0.4, 0.6);
        Assert.All(log, value => Assert.InRange(value, 1e-4, 1e4));
        Assert.InRange(log.Count(value => value < 1), 900, 1100);
        Assert.Equal([-1, 0, 1, 2], integers.Distinct().Order());
        Assert.Equal([1, 2, 3, 4], logIntegers.Distinct().Order());
        Assert.Throws<ArgumentException>(() => Distribution.Uniform(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Distribution.LogUniform(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Distribution.Choice<int>([]));
    }
}
