using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Tests.Onnx;

/// <summary>Splits by category, missing values and zeros as missing in ONNX Runtime.</summary>
public sealed class OnnxBoostingTests
{
    [Fact]
    public void Export_OfSplitsByCategory_AgreesOnKnownUnknownBrokenAndMissingCategories()
    {
        var rng = new Rng(3);
        var x = new Matrix(400, 2);
        var y = new int[x.Rows];
        for (var row = 0; row < x.Rows; row++)
        {
            x[row, 0] = rng.NextInt32(12);
            x[row, 1] = rng.NextDouble();
            y[row] = x[row, 0] is 1 or 4 or 5 or 11 ? 1 : x[row, 1] > 0.7 ? 2 : 0;
        }

        var model = new HistogramGradientBoostingClassifier { Rounds = 20, CategoricalFeatures = [0], MinSamplesLeaf = 2, CategorySmoothing = 0 }.Fit(x, y, 3);
        var asked = new Matrix(40, 2);
        for (var row = 0; row < asked.Rows; row++)
        {
            asked[row, 0] = row switch { 36 => double.NaN, 37 => -1, 38 => 1e12, 39 => -0.5, _ => row / 2.0 };
            asked[row, 1] = row % 3 == 0 ? double.NaN : row / 40.0;
        }

        Assert.Contains(model.Ensemble.Trees.ToArray(), tree => tree.Sets.Length > 0);
        OnnxRunner.Agree(model.PredictProbabilities(asked).Values, OnnxRunner.Run(model, asked, 3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(2)]
    [InlineData(3)]
    public void Export_OfEachRule_SendsEveryKindOfValueTheSameWay(int rule)
    {
        var tree = new BoostedTree(
            [new BoostedNode(0.5, 0, 1, (NodeRules)rule, 0), BoostedNode.LeafOf(1), new BoostedNode(-2, 0, 3, (NodeRules)rule, 0), BoostedNode.LeafOf(2), BoostedNode.LeafOf(4)],
            [2, 0b1101, 1]);
        var model = new BoostedRegressorModel(new TreeEnsemble([tree, tree], [10], 1), SplitTally.Of(1), exponential: false);
        double[] values = [double.NaN, 0, -0.0, 1e-36, -1e-36, 1e-30, 0.5, 0.6, 1, 2, 3, 3.9, 32, 33, -2, -3, 1e9, 5e9];
        var x = new Matrix(values.Length, 1);
        values.CopyTo(x.Values);

        OnnxRunner.Agree(model.Predict(x), OnnxRunner.Run(model, x, 1), 0);
    }

    [Fact]
    public void Export_OfNoTreesAtAll_GivesTheStarts()
    {
        var model = new BoostedRegressorModel(new TreeEnsemble([], [1.5], 2), SplitTally.Of(2), exponential: true);
        var x = new Matrix(3, 2);
        x[1, 0] = double.NaN;

        OnnxRunner.Agree(model.Predict(x), OnnxRunner.Run(model, x, 1), 1e-12);
    }
}
