using Reprise.Learning.Calibration;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Calibration;

/// <summary>Reference values: scikit-learn 1.2.1. Isotonic 1e-9; sigmoid 2e-5, because the reference stops its line search at about that.</summary>
public sealed class CalibratedClassifierTests
{
    private static readonly double[] Scores = [.1, .2, .2, .3, .35, .4, .45, .5, .6, .6, .7, .8, .85, .9];
    private static readonly bool[] Truth = [false, false, true, false, false, true, false, true, true, false, true, true, false, true];

    [Fact]
    public void Sigmoid_OfReferenceScores_GivesReferenceParameters()
    {
        var curve = SigmoidCurve.Fit(Scores, Truth, []);

        Assert.Equal(-2.41719875846562, curve.Slope, 2e-5);
        Assert.Equal(1.1981320086600138, curve.Offset, 2e-5);
        Numbers.Close([0.2318076884474486, 0.5026168187504125, 0.7718992730292181], [curve.At(0), curve.At(0.5), curve.At(1)], 2e-5);
    }

    [Fact]
    public void Isotonic_OfReferenceScores_GivesReferenceValues()
    {
        var curve = IsotonicCurve.Fit(Scores, Truth, []);
        double[] at = [0, .1, .15, .2, .25, .3, .4, .42, .5, .55, .6, .65, .7, .85, .9, 1];

        Numbers.Close([0, 0, 0.125, .25, .25, .25, .5, .5, 2 / 3.0, 2 / 3.0, 2 / 3.0, 2 / 3.0, 2 / 3.0, 2 / 3.0, 1, 1], [.. at.Select(curve.At)], 1e-12);
    }

    [Theory]
    [InlineData(CalibrationMethod.Isotonic, true, 1e-9, 0, 0.9730848861, 0.0173913043, 0.0095238095)]
    [InlineData(CalibrationMethod.Isotonic, true, 1e-9, 77, 0.0, 0.4626712624, 0.5373287376)]
    [InlineData(CalibrationMethod.Isotonic, false, 1e-9, 0, 0.96, 0.024, 0.016)]
    [InlineData(CalibrationMethod.Isotonic, false, 1e-9, 120, 0.0, 0.0260869565, 0.9739130435)]
    [InlineData(CalibrationMethod.Sigmoid, true, 2e-5, 60, 0.0466929584, 0.8518328441, 0.1014741975)]
    [InlineData(CalibrationMethod.Sigmoid, true, 2e-5, 77, 0.046845008, 0.4286554191, 0.5244995729)]
    [InlineData(CalibrationMethod.Sigmoid, false, 2e-5, 133, 0.0102770167, 0.9083053326, 0.0814176507)]
    public void Fit_OnIris_GivesReferenceProbabilities(CalibrationMethod method, bool ensemble, double tolerance, int row, params double[] expected)
    {
        var set = GoldenSet.Load("iris");
        var model = new CalibratedClassifier { Classifier = new DecisionTreeClassifier { MaxDepth = 2 }, Method = method, Ensemble = ensemble, Splitter = new StratifiedKFold() }
            .Fit(set.X, set.Y, 3);

        Numbers.Close(expected, model.PredictProbabilities(set.X).Row(row), tolerance);
    }

    [Theory]
    [InlineData(CalibrationMethod.Isotonic, 0.4625668449, 0.9347826087)]
    [InlineData(CalibrationMethod.Sigmoid, 0.4355547032, 0.935866177)]
    public void Fit_OnTwoClasses_GivesReferenceProbabilities(CalibrationMethod method, double first, double hundredth)
    {
        var set = GoldenSet.Load("breast_cancer");
        var model = new CalibratedClassifier { Classifier = new DecisionTreeClassifier { MaxDepth = 2 }, Method = method, Ensemble = false, Splitter = new StratifiedKFold() }
            .Fit(set.X, set.Y, 2);
        var p = model.PredictProbabilities(set.X);

        Numbers.Close([first, hundredth], [p[0, 0], p[100, 0]], 2e-5);
        Assert.Equal(p[0, 1], model.Curve(0, 1, model.Models[0].PredictProbabilities(set.X)[0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Curve(0, 0, 0.5));
    }

    [Fact]
    public void Calibrate_OfAnOverconfidentForest_LowersTheBrierScore()
    {
        var set = GoldenSet.Load("turkish");
        var fold = new StratifiedKFold { Folds = 3, ShuffleSeed = 1 }.Split(SplitInput.OfClasses(set.Y));
        int[] train = [.. fold[0].Test], calibrate = [.. fold[1].Test], test = [.. fold[2].Test];
        var tree = new DecisionTreeClassifier().Fit(set.X.View.TakeRows(train), ReferenceProtocol.Take(set.Y, train), 4);

        var model = CalibratedClassifier.Calibrate(tree, set.X.View.TakeRows(calibrate), ReferenceProtocol.Take(set.Y, calibrate));

        var x = set.X.View.TakeRows(test);
        var truth = ReferenceProtocol.Take(set.Y, test);
        Assert.Same(tree, model.Models[0]);
        Assert.True(BrierScore.Of(truth, model.PredictProbabilities(x)) < 0.9 * BrierScore.Of(truth, tree.PredictProbabilities(x)));
    }
}
