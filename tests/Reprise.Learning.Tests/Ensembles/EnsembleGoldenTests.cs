using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Linear;
using Reprise.Learning.Neighbours;
using Reprise.Learning.Selection;
using Reprise.Learning.Tests.Boosting;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Ensembles;

/// <summary>Reference values: scikit-learn 1.2.1 with the same members and unshuffled folds. Logistic regression stops within 1e-4 there; the tolerance is 1e-3.</summary>
public sealed class EnsembleGoldenTests
{
    private static readonly int[] Rows = [0, 70, 133, 149];                                  // row 77 has neighbours at equal distances

    private static readonly DecisionTreeClassifier Tree = new() { MaxDepth = 2 };

    [Fact]
    public void Stacking_OnIris_GivesReferenceProbabilities()
    {
        var set = GoldenSet.Load("iris");
        var stack = new StackingClassifier
        {
            Classifiers = [Tree, new KNearestNeighboursClassifier()],
            Final = new LogisticRegression(),
            Splitter = new StratifiedKFold(),
        }.Fit(set.X, set.Y, 3);

        double[] expected =
        [
            0.96956357, 0.0150606, 0.01537583, 0.02715882, 0.22246435, 0.75037684, 0.03342576, 0.46220267, 0.50437156,
            0.01202364, 0.03291632, 0.95506004,
        ];
        Numbers.Close(expected, stack.PredictProbabilities(set.X.View.TakeRows(Rows)).Values, 1e-3);
        Assert.Equal(145, stack.Predict(set.X).Zip(set.Y).Count(pair => pair.First == pair.Second));
    }

    [Fact]
    public void Voting_OnIris_GivesReferenceProbabilities()
    {
        var set = GoldenSet.Load("iris");
        var vote = new VotingClassifier
        {
            Classifiers = [Tree, new KNearestNeighboursClassifier(), new LogisticRegression()],
            Voting = Voting.Soft,
            Weights = [1, 2, 3],
        }.Fit(set.X, set.Y, 3);

        double[] expected =
        [
            0.99079288, 0.00920711, 1e-08, 0.00115412, 0.35702696, 0.64181892, 0.00026442, 0.52234854, 0.47738704,
            0.00023795, 0.12106376, 0.87869829,
        ];
        Numbers.Close(expected, vote.PredictProbabilities(set.X.View.TakeRows(Rows)).Values, 1e-3);
    }

    [Fact]
    public void StackingRegressor_OnDiabetes_GivesReferenceValues()
    {
        var (x, y) = Diabetes.Load();
        var stack = new StackingRegressor
        {
            Regressors = [new KNearestNeighboursRegressor(), new KNearestNeighboursRegressor { Neighbours = 20 }],
            Final = new KNearestNeighboursRegressor { Neighbours = 15 },
            Splitter = new KFold(),
        }.Fit(x, y);

        Numbers.Close([181.0, 81.93333333333334, 158.33333333333334, 203.06666666666666], stack.Predict(x.View.TakeRows([0, 1, 2, 3])), 1e-9);
    }
}
