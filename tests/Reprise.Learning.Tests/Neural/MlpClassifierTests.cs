using System.Runtime.InteropServices;
using Reprise.Core.Hashing;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;
using Reprise.Learning.Neural;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Selection;
using Reprise.Learning.Tests.Sparse;

namespace Reprise.Learning.Tests.Neural;

public sealed class MlpClassifierTests
{
    private static readonly (Matrix Train, int[] TrainY, Matrix Test, int[] TestY) Digits = SplitDigits();

    [Fact]
    public void Fit_OnDigits_GetsNineteenOfTwentyRight()
    {
        var model = new MlpClassifier { HiddenLayers = [50], MaxEpochs = 30, LearningRate = 0.005 }.Fit(Digits.Train, Digits.TrainY, 10);

        Assert.True(Accuracy(model, Digits.Test, Digits.TestY) >= 0.95, $"{Accuracy(model, Digits.Test, Digits.TestY)}");
        Assert.Equal(30, model.LossCurve.Length);
        Assert.True(model.LossCurve[^1] < 0.1 * model.LossCurve[0]);
        Assert.Equal(2, model.LayerCount);
        Assert.Equal((64, 50), (model.Weights(0).Rows, model.Weights(0).Columns));
        Assert.Equal(10, model.Biases(1).Length);
    }

    [Theory]
    [InlineData(NeuralActivation.Relu, NeuralSolver.Adam)]
    [InlineData(NeuralActivation.Tanh, NeuralSolver.Adam)]
    [InlineData(NeuralActivation.Logistic, NeuralSolver.Adam)]
    [InlineData(NeuralActivation.Tanh, NeuralSolver.Sgd)]
    public void Fit_OnXor_LearnsIt(NeuralActivation activation, NeuralSolver solver)
    {
        var (x, y) = Xor();
        var model = new MlpClassifier
        {
            HiddenLayers = [12], Activation = activation, Solver = solver, LearningRate = solver == NeuralSolver.Adam ? 0.05 : 0.5, MaxEpochs = 500, Patience = 500, Seed = 1,
        }.Fit(x, y, 2);

        Assert.Equal(y, model.Predict(x));
    }

    [Fact]
    public void Fit_WithoutHiddenLayers_CannotLearnXor()
    {
        var (x, y) = Xor();

        Assert.NotEqual(y, new MlpClassifier { HiddenLayers = [], LearningRate = 0.05 }.Fit(x, y, 2).Predict(x));
    }

    [Fact]
    public void Fit_WithAnyNumberOfWorkers_GivesTheSameBits()
    {
        var network = new MlpClassifier { HiddenLayers = [70, 30], MaxEpochs = 3, MaxWorkers = 1 };

        var one = network.Fit(Digits.Train, Digits.TrainY, 10);
        var four = (network with { MaxWorkers = 4 }).Fit(Digits.Train, Digits.TrainY, 10);
        var other = (network with { Seed = 1 }).Fit(Digits.Train, Digits.TrainY, 10);

        Assert.Equal(one.Fit.Network.Parameters.ToArray(), four.Fit.Network.Parameters.ToArray());
        Assert.Equal(one.LossCurve.ToArray(), four.LossCurve.ToArray());
        Assert.NotEqual(one.Fit.Network.Parameters.ToArray(), other.Fit.Network.Parameters.ToArray());
    }

    /// <summary>The same bits on every CPU and runtime: a change of them is a change of the model, and deliberate.</summary>
    /// <summary>Rows of which most values are 0, a batch of which is longer than a part of a sum; few rows are predicted with their zeros, many without.</summary>
    [Fact]
    public void Fit_OnSparseRows_GivesTheSameBitsWithAnyNumberOfWorkersAndRowByRow()
    {
        const int Rows = 300;
        var x = new Matrix(Rows, 70);
        SparseProductTests.Rows(Rows, x.Columns, new Rng(8)).CopyTo(x.Values);
        int[] y = [.. Enumerable.Range(0, Rows).Select(row => x[row, 0] > 0 ? 2 : row % 2)];
        Assert.True(SparseInput<float>.Suits(x, Rows));
        var network = new MlpClassifier { BatchSize = 270, MaxEpochs = 3, MaxWorkers = 1 };

        var one = network.Fit(x, y, 3);
        var four = (network with { MaxWorkers = 4 }).Fit(x, y, 3);

        Assert.Equal(one.Fit.Network.Parameters.ToArray(), four.Fit.Network.Parameters.ToArray());
        Assert.Equal(one.LossCurve.ToArray(), four.LossCurve.ToArray());
        var many = new Matrix(3000, x.Columns);
        for (var row = 0; row < many.Rows; row++)
        {
            x.Row(row % Rows).CopyTo(many.Row(row));
        }

        var together = one.PredictProbabilities(many);
        for (var row = 0; row < Rows; row += 29)
        {
            Assert.Equal(together.Row(row).ToArray(), together.Row((Rows * 9) + row).ToArray());
            Assert.Equal(together.Row(row).ToArray(), one.PredictProbabilities(x.View.Slice(row, 1)).Values.ToArray());
        }
    }

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(0.3, true)]
    [InlineData(0.4, false)]
    [InlineData(1.0, false)]
    public void Suits_ByTheShareOfOtherValues_IsForLessThanAThird(double share, bool suits)
    {
        var x = new Matrix(500, 20);
        for (var i = 0; i < share * x.Values.Length; i++)
        {
            x.Values[i * 7 % x.Values.Length] = 1;      // 7 and 10,000 have no common factor: spread over all rows
        }

        Assert.Equal(suits, SparseInput<float>.Suits(x, 200));
        Assert.False(SparseInput<float>.Suits(x, int.MaxValue));
        Assert.False(SparseInput<float>.Suits(new Matrix(500, 1), 200));
    }

    [Theory]
    [InlineData(200, 150)]
    [InlineData(5000, 1500)]
    public void PredictProbabilities_OfValuesThatAreNotFinite_NamesTheFirst(int rows, int first)
    {
        var model = new MlpClassifier { HiddenLayers = [2], MaxEpochs = 1 }.Fit(Digits.Train, Digits.TrainY, 10);
        var x = new Matrix(rows, 64);
        (x[first, 3], x[first + 1, 0], x[rows - 1, 0]) = (double.NaN, double.NaN, double.NaN);

        Assert.Contains($"Got NaN at row {first}, column 3.", Assert.Throws<ArgumentException>(() => model.PredictProbabilities(x)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_OnDigits_GivesTheseBits()
    {
        var model = new MlpClassifier { HiddenLayers = [21, 10], Activation = NeuralActivation.Tanh, MaxEpochs = 2 }.Fit(Digits.Train, Digits.TrainY, 10);

        Assert.StartsWith("0b850060bf44184ffca7ad9b0f16d86d8b4594f5dd7f339578", ContentHash.Sha256(MemoryMarshal.AsBytes(model.Fit.Network.Parameters)), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WithEarlyStopping_StopsAndKeepsTheBestWeights()
    {
        var network = new MlpClassifier { HiddenLayers = [40], EarlyStopping = true, LearningRate = 0.01, Patience = 3, MaxEpochs = 100 };

        var model = network.Fit(Digits.Train, Digits.TrainY, 10);

        var scores = model.ValidationScores.ToArray();
        Assert.True(model.Converged);
        Assert.Equal(scores.Length, model.LossCurve.Length);
        Assert.InRange(scores.Length, 5, 99);
        var best = Array.IndexOf(scores, scores.Max());
        Assert.True(best < scores.Length - 1, "The last epochs bring nothing.");
        Assert.Equal(
            model.Fit.Network.Parameters.ToArray(), (network with { MaxEpochs = best + 1 }).Fit(Digits.Train, Digits.TrainY, 10).Fit.Network.Parameters.ToArray());
    }

    [Fact]
    public void Fit_UntilNothingImproves_SaysItHasConverged()
    {
        var (x, y) = Xor();

        Assert.True(new MlpClassifier { LearningRate = 0.05, MaxEpochs = 2000 }.Fit(x, y, 2).Converged);
        Assert.False(new MlpClassifier { MaxEpochs = 2 }.Fit(x, y, 2).Converged);
    }

    [Fact]
    public void Fit_WithAStrongerPenalty_KeepsWeightsSmaller()
    {
        var network = new MlpClassifier { HiddenLayers = [20], MaxEpochs = 10 };

        Assert.True(Size(network with { Alpha = 100 }) < 0.7 * Size(network));

        double Size(MlpClassifier tried) => tried.Fit(Digits.Train, Digits.TrainY, 10).Weights(0).Values.ToArray().Sum(weight => weight * weight);
    }

    [Fact]
    public void Fit_OnValuesBeyondSinglePrecision_AsksForScaling()
    {
        var x = new Matrix(4, 1);
        x.Values.Fill(1e300);

        var error = Assert.Throws<ArgumentException>(() => new MlpClassifier().Fit(x, [0, 1, 0, 1], 2));

        Assert.Contains("Scale x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PredictProbabilities_BeyondSinglePrecision_StayProbabilities()
    {
        var model = new MlpClassifier { MaxEpochs = 2 }.Fit(Digits.Train, Digits.TrainY, 10);
        var x = new Matrix(2, 64);
        x.Values.Fill(double.MaxValue);
        x.Row(1)[..32].Fill(double.MinValue);

        var p = model.PredictProbabilities(x);

        Assert.All([0, 1], row => Assert.Equal(1, p.Row(row).ToArray().Sum(), 12));
    }

    public static TheoryData<MlpClassifier, string> OutOfRange => new()
    {
        { new MlpClassifier { HiddenLayers = [10, 0] }, "`HiddenLayers` of `MlpClassifier`" },
        { new MlpClassifier { BatchSize = 0 }, "`BatchSize`" },
        { new MlpClassifier { Beta1 = 1 }, "`Beta1`" },
        { new MlpClassifier { Momentum = 1.1 }, "`Momentum`" },
        { new MlpClassifier { Epsilon = 0 }, "`Epsilon`" },
        { new MlpClassifier { Activation = (NeuralActivation)7 }, "`Activation`" },
        { new MlpClassifier { ValidationFraction = 1 }, "`ValidationFraction`" },
        { new MlpClassifier { EarlyStopping = true }, "`ValidationFraction` of `MlpClassifier` must leave rows on both sides" },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Fit_WithAParameterOutOfRange_NamesIt(MlpClassifier network, string expected)
    {
        var (x, y) = Xor();

        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(() => network.Fit(x, y, 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LayerSizes_OfTheSameNumbers_AreEqual()
    {
        Assert.Equal(new MlpClassifier { HiddenLayers = [3, 4] }, new MlpClassifier { HiddenLayers = [3, 4] });
        Assert.NotEqual(new MlpClassifier { HiddenLayers = [3, 4] }, new MlpClassifier { HiddenLayers = [4, 3] });
        Assert.Equal("[3, 4]", LayerSizes.Of(3, 4).ToString());
    }

    private static double Accuracy(MlpClassifierModel model, Matrix x, int[] y) => model.Predict(x).Zip(y).Count(pair => pair.First == pair.Second) / (double)y.Length;

    /// <summary>Fold 0 of the shuffled stratified folds is for tests: consecutive digits have the same writers, so unshuffled folds are much harder.</summary>
    private static (Matrix Train, int[] TrainY, Matrix Test, int[] TestY) SplitDigits()
    {
        var set = GoldenSet.Load("digits");
        var fold = new StratifiedKFold { ShuffleSeed = 42 }.Split(SplitInput.OfClasses(set.Y))[0];
        int[] train = [.. fold.Train], test = [.. fold.Test];
        var x = new StandardScaler().Fit(set.X).Transform(set.X);
        return (x.View.TakeRows(train), ReferenceProtocol.Take(set.Y, train), x.View.TakeRows(test), ReferenceProtocol.Take(set.Y, test));
    }

    private static (Matrix X, int[] Y) Xor()
    {
        var x = new Matrix(4, 2);
        (x[1, 0], x[2, 1], x[3, 0], x[3, 1]) = (1, 1, 1, 1);
        return (x, [0, 1, 1, 0]);
    }
}
