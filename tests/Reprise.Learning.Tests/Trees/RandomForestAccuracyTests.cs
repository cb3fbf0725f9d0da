using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Trees;

[Trait("Culture", "none")]
public sealed class RandomForestAccuracyTests
{
    private const double Reference = 0.803;

    /// <summary>scikit-learn's forest: mean accuracy 0.803 over 50 stratified 70/30 splits of the Turkish data after power transform and robust scaling.</summary>
    [Fact]
    public void Fit_OverFiftyStratifiedSplits_IsAsAccurateAsTheReference()
    {
        var set = GoldenSet.Load("turkish");
        var folds = new StratifiedShuffleSplit { Splits = 50, TestFraction = 0.3, Seed = 42 }.Split(SplitInput.OfClasses(set.Y));
        var sum = 0.0;
        foreach (var fold in folds)
        {
            var (train, test) = (set.X.View.TakeRows(fold.Train), set.X.View.TakeRows(fold.Test));
            var power = new PowerTransformer().Fit(train);
            var robust = new RobustScaler().Fit(power.Transform(train));
            var forest = new RandomForestClassifier { Trees = 200, Seed = 42 }
                .Fit(robust.Transform(power.Transform(train)), ReferenceProtocol.Take(set.Y, fold.Train.ToArray()), 4);

            var predicted = forest.Predict(robust.Transform(power.Transform(test)));

            sum += predicted.Zip(fold.Test.ToArray()).Count(pair => pair.First == set.Y[pair.Second]) / (double)predicted.Length;
        }

        Assert.Equal(Reference, sum / folds.Count, 0.01);
    }
}
