using Reprise.Core.Matrices;
using Reprise.Learning.Baselines;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Ensembles;

public sealed class EnsembleTests
{
    private static readonly GoldenSet Iris = GoldenSet.Load("iris");

    private static readonly DecisionTreeClassifier Stump = new() { MaxDepth = 1 };

    private static readonly DecisionTreeClassifier Tree = new() { MaxDepth = 3 };

    [Fact]
    public void Voting_Soft_AveragesProbabilitiesByWeight()
    {
        var p = new VotingClassifier { Classifiers = [Stump, Tree], Voting = Voting.Soft, Weights = [1, 3] }.Fit(Iris.X, Iris.Y, 3).PredictProbabilities(Iris.X);
        var (a, b) = (Stump.Fit(Iris.X, Iris.Y, 3).PredictProbabilities(Iris.X), Tree.Fit(Iris.X, Iris.Y, 3).PredictProbabilities(Iris.X));

        Assert.All(Enumerable.Range(0, 150), row => Assert.Equal((0.25 * a[row, 1]) + (0.75 * b[row, 1]), p[row, 1], 1e-15));
    }

    [Fact]
    public void Voting_Hard_CountsVotesAndTakesTheLowestClassAmongEquals()
    {
        var constants = Enumerable.Range(0, 3).Select(i => new DummyClassifier { Strategy = DummyClassifierStrategy.Constant, Constant = 2 - i }).ToArray();
        var tied = new VotingClassifier { Classifiers = constants }.Fit(Iris.X, Iris.Y, 3);
        var weighted = new VotingClassifier { Classifiers = constants, Weights = [1, 2, 1] }.Fit(Iris.X, Iris.Y, 3);

        Assert.All(tied.Predict(Iris.X), label => Assert.Equal(0, label));
        Assert.All(weighted.Predict(Iris.X), label => Assert.Equal(1, label));
        Assert.Equal([0.25, 0.5, 0.25], weighted.PredictProbabilities(Iris.X).Row(0).ToArray());
    }

    [Fact]
    public void Voting_WithWrongMembersOrWeights_SaysSo()
    {
        Assert.Contains("`Classifiers` of `VotingClassifier`", Message(() => new VotingClassifier { Classifiers = [] }.Fit(Iris.X, Iris.Y, 3)), StringComparison.Ordinal);
        Assert.Contains("one per member", Message(() => new VotingClassifier { Weights = [1] }.Fit(Iris.X, Iris.Y, 3)), StringComparison.Ordinal);
        Assert.Contains("`Weights` of `VotingClassifier`", Message(() => new VotingClassifier { Weights = [1, -1] }.Fit(Iris.X, Iris.Y, 3)), StringComparison.Ordinal);
        Assert.Contains("Classifiers[1]", Message(() => new VotingClassifier { Classifiers = [Tree, null!] }.Fit(Iris.X, Iris.Y, 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void VotingRegressor_AveragesValuesByWeight()
    {
        IRegressor[] members = [Constant(1), Constant(5)];

        Assert.Equal([4.0, 4.0], new VotingRegressor { Regressors = members, Weights = [1, 3] }.Fit(new Matrix(3, 1), [1, 2, 3]).Predict(new Matrix(2, 1)));
    }

    [Fact]
    public void Stacking_IsTheFinalClassifierOnOutOfFoldProbabilities()
    {
        var set = GoldenSet.Load("breast_cancer");
        var splitter = new StratifiedKFold { Folds = 3, ShuffleSeed = 5 };
        var model = new StackingClassifier { Classifiers = [Stump, Tree], Final = Tree, Splitter = splitter, PassThrough = true }.Fit(set.X, set.Y, 2);

        var stack = new Matrix(set.X.Rows, 2 + set.X.Columns);
        foreach (var fold in splitter.Split(SplitInput.OfClasses(set.Y)))
        {
            int[] train = [.. fold.Train];
            for (var member = 0; member < 2; member++)
            {
                var p = (member == 0 ? Stump : Tree).Fit(set.X.View.TakeRows(train), ReferenceProtocol.Take(set.Y, train), 2).PredictProbabilities(set.X.View.TakeRows(fold.Test));
                for (var at = 0; at < fold.Test.Length; at++)
                {
                    stack[fold.Test[at], member] = p[at, 1];
                    set.X.Row(fold.Test[at]).CopyTo(stack.Row(fold.Test[at])[2..]);
                }
            }
        }

        var expected = Tree.Fit(stack, set.Y, 2);
        Assert.Equal(expected.FeatureImportances, ((DecisionTreeClassifierModel)model.Final).FeatureImportances);
        Assert.InRange(model.Predict(set.X).Zip(set.Y).Count(pair => pair.First == pair.Second) / (double)set.X.Rows, 0.93, 1);
    }

    [Fact]
    public void Stacking_WithASplitterThatLeavesRowsOut_IsRefused() =>
        Assert.Contains(
            "must test each row exactly once", Message(() => new StackingClassifier { Splitter = new ShuffleSplit() }.Fit(Iris.X, Iris.Y, 3)), StringComparison.Ordinal);

    [Fact]
    public void StackingRegressor_PassesMembersAndFeaturesOn()
    {
        var model = new StackingRegressor { Regressors = [Constant(1), Constant(2)], Final = new DummyRegressor(), PassThrough = true }.Fit(Iris.X, [.. Iris.Y.Select(y => (double)y)]);

        Assert.Equal(6, model.Final.InputColumns);
        Assert.Equal(1, model.Predict(Iris.X)[7], 1e-12);
    }

    [Fact]
    public void Bagging_OfOneMemberOnAllRows_IsThatMember()
    {
        var bagged = new BaggingClassifier { Classifier = Tree, Estimators = 1, Bootstrap = false }.Fit(Iris.X, Iris.Y, 3);

        Assert.Equal(Tree.Fit(Iris.X, Iris.Y, 3).PredictProbabilities(Iris.X).Values.ToArray(), bagged.PredictProbabilities(Iris.X).Values.ToArray());
    }

    [Fact]
    public void Bagging_WithAFractionOfColumns_FitsMembersOnThose()
    {
        var bagged = new BaggingClassifier { Estimators = 20, FeatureFraction = 0.5 }.Fit(Iris.X, Iris.Y, 3);

        Assert.All(bagged.Models, model => Assert.Equal(2, model.InputColumns));
        Assert.True(bagged.MemberColumns.Select(columns => string.Join(',', columns)).Distinct().Count() > 3);
        Assert.InRange(bagged.Predict(Iris.X).Zip(Iris.Y).Count(pair => pair.First == pair.Second), 135, 150);
    }

    private static DummyRegressor Constant(double value) => new() { Strategy = DummyRegressorStrategy.Constant, Constant = value };

    private static string Message(Func<object> fit) => Assert.ThrowsAny<ArgumentException>(fit).Message;
}
