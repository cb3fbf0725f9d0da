using System.Text.Json;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Tests.Boosting;

[Trait("Culture", "none")]
public sealed class HistogramGradientBoostingTests
{
    private static readonly JsonElement Golden = GoldenSet.Json("boosting.json").GetProperty("histogram");

    private static readonly HistogramGradientBoostingRegressor Stump = new()
    {
        Rounds = 1, LearningRate = 1, MaxDepth = 1, MinSamplesLeaf = 1, L2 = 2,
    };

    [Theory]
    [InlineData(GrowthPolicy.LevelWise)]
    [InlineData(GrowthPolicy.LeafWise)]
    public void Fit_OfOneSplit_FindsTheBestOfAll(GrowthPolicy growth)
    {
        var rng = new Rng(3);
        for (var trial = 0; trial < 30; trial++)
        {
            var x = new Matrix(40, 3);
            var y = new double[40];
            for (var row = 0; row < 40; row++)
            {
                (x[row, 0], x[row, 1], x[row, 2]) = (rng.NextInt32(6), rng.NextDouble(), rng.NextInt32(40));
                y[row] = x[row, trial % 3] > 2 ? rng.NextDouble() : 3 * rng.NextDouble();
            }

            var model = (Stump with { Growth = growth }).Fit(x, y);

            var best = BestGain(x, y, lambda: 2);
            Assert.Equal(best, Sum(model.FeatureGains), 1e-5 * best);
        }
    }

    [Fact]
    public void Fit_OfOneSplit_GivesRegularizedMeans()
    {
        var model = Stump.Fit(Column(0, 0, 0, 1, 1, 1, 1), [1.0, 2, 3, 8, 9, 10, 9]);

        // Mean 6; left: −(Σ 6 − y) / (3 + 2) = −12 / 5; right: 12 / 6.
        Assert.Equal([6 - 2.4, 6 + 2], Predict(model, Column(0, 1)), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Fit_WithMissingValues_SendsThemToTheSideTheyResemble()
    {
        var (x, y) = (Column(0, 0, 1, 1, double.NaN, double.NaN), new[] { 1.0, 1, 5, 5, 5, 5 });
        var low = (Stump with { L2 = 0 }).Fit(x, y);
        var high = (Stump with { L2 = 0 }).Fit(x, [1.0, 1, 5, 5, 1, 1]);
        var alone = (Stump with { L2 = 0, MaxDepth = 1 }).Fit(x, [1.0, 1, 1, 1, 5, 5]);

        Assert.Equal([1, 5, 5], Predict(low, Column(0, 1, double.NaN)), Near);
        Assert.Equal([1, 5, 1], Predict(high, Column(0, 1, double.NaN)), Near);
        Assert.Equal([1, 1, 5], Predict(alone, Column(-9, 9, double.NaN)), Near);
    }

    [Fact]
    public void Fit_WithCategories_JoinsThoseOfOneKindWhereverTheyStand()
    {
        var (x, y) = (new Matrix(120, 1), new double[120]);
        for (var row = 0; row < 120; row++)
        {
            x[row, 0] = row % 6 * 1000;
            y[row] = row % 6 is 0 or 3 or 4 ? 1 : 7;
        }

        var model = (Stump with { L2 = 0, CategoricalFeatures = [0] }).Fit(x, y);

        Assert.Equal([1, 7, 7, 1, 1, 7], Predict(model, Column(0, 1000, 2000, 3000, 4000, 5000)), Near);
        var unseen = Predict(model, Column(7, 65535, double.NaN, -4, 1e300, 0.5));
        Assert.Equal([unseen[0], unseen[0], unseen[0], unseen[0], unseen[0]], unseen[..5]);
    }

    [Fact]
    public void Fit_OfCategoriesThatAreNone_NamesTheCell()
    {
        var error = Assert.Throws<ArgumentException>(() => (Stump with { CategoricalFeatures = [0] }).Fit(Column(0, 1, 2.5), [1.0, 2, 3]));

        Assert.Contains("Got 2.5 at row 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MonotoneConstraint.Increasing)]
    [InlineData(MonotoneConstraint.Decreasing)]
    public void Fit_WithAMonotoneColumn_NeverGoesTheOtherWay(MonotoneConstraint direction)
    {
        var rng = new Rng(8);
        var (x, y) = (new Matrix(400, 2), new double[400]);
        for (var row = 0; row < 400; row++)
        {
            (x[row, 0], x[row, 1]) = (rng.NextDouble(), rng.NextDouble());
            y[row] = ((int)direction * x[row, 0]) + (0.5 * rng.NextDouble()) - (x[row, 1] > 0.5 ? 0.7 * (int)direction * x[row, 0] : 0);
        }

        var model = new HistogramGradientBoostingRegressor { MinSamplesLeaf = 5, MonotoneConstraints = [direction, MonotoneConstraint.None] }.Fit(x, y);

        for (var second = 0.05; second < 1; second += 0.1)
        {
            var grid = new Matrix(200, 2);
            for (var row = 0; row < 200; row++)
            {
                (grid[row, 0], grid[row, 1]) = (row / 200.0, second);
            }

            var values = Predict(model, grid);
            for (var row = 1; row < values.Length; row++)
            {
                Assert.True((int)direction * (values[row] - values[row - 1]) >= -1e-12, $"{values[row - 1]} then {values[row]}");
            }
        }
    }

    [Fact]
    public void Fit_WithWeights_IsAsIfRowsWereRepeatedOrAbsent()
    {
        var (x, y) = Waves(150, 2);
        var weights = new double[150];
        var rows = new List<int>();
        for (var row = 0; row < 150; row++)
        {
            weights[row] = row % 3;
            rows.AddRange(Enumerable.Repeat(row, row % 3));
        }

        var settings = new HistogramGradientBoostingRegressor { Rounds = 20, MinSamplesLeaf = 1, MinChildWeight = 3, MaxLeaves = 6, MaxBins = 256 };
        var weighted = settings.Fit(x, y, weights);
        var repeated = settings.Fit(x.View.TakeRows([.. rows]), [.. rows.Select(row => y[row])]);

        Numbers.Close(Predict(repeated, x), Predict(weighted, x), 1e-4);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(40)]
    public void Fit_WithMinSamplesLeaf_KeepsAsManyRowsOnEachSide(int rows)
    {
        var set = GoldenSet.Load("breast_cancer");
        var model = new HistogramGradientBoostingClassifier { Rounds = 30, MinSamplesLeaf = rows, MaxLeaves = 64 }.Fit(set.X, set.Y, 2);

        var least = int.MaxValue;
        foreach (var tree in model.Ensemble.Trees)
        {
            var counts = new Dictionary<double, int>();
            for (var row = 0; row < set.X.Rows; row++)
            {
                var value = tree.Evaluate(set.X.Row(row));
                counts[value] = counts.GetValueOrDefault(value) + 1;
            }

            least = Math.Min(least, counts.Values.Min());
        }

        Assert.InRange(least, rows, 3 * rows);
    }

    [Fact]
    public void Fit_OfTheReferenceSets_IsAsGoodAsThePeers()
    {
        // scikit-learn 1.2.1's HistGradientBoosting on the same rows with the same parameters: accuracies 0.9561 and 0.9722 (depth 5).
        Assert.InRange(Accuracy(GoldenSet.Load("breast_cancer"), new HistogramGradientBoostingClassifier()), 0.9561 - 0.01, 1);
        Assert.InRange(Accuracy(GoldenSet.Load("digits"), new HistogramGradientBoostingClassifier { MaxDepth = 5 }), 0.9722 - 0.01, 1);
    }

    public static TheoryData<string, HistogramGradientBoostingRegressor> Regressors => new()
    {
        { "diabetes_rounded", new HistogramGradientBoostingRegressor() },
        { "diabetes_rounded_depth3_l2", new HistogramGradientBoostingRegressor { MaxDepth = 3, L2 = 5, MinSamplesLeaf = 7 } },
        { "diabetes_rounded_poisson", new HistogramGradientBoostingRegressor { Loss = RegressionLoss.Poisson, Rounds = 50 } },
        { "diabetes_missing", new HistogramGradientBoostingRegressor { Rounds = 30 } },
    };

    [Theory]
    [MemberData(nameof(Regressors))]
    public void Fit_OfNumbers_PredictsAsThePeer(string name, HistogramGradientBoostingRegressor regressor)
    {
        var (x, y) = Diabetes.Rounded();
        if (name == "diabetes_missing")
        {
            for (var cell = 0; cell < x.Values.Length; cell++)
            {
                x.Values[cell] = ((cell / 10 * 7) + (cell % 10 * 3)) % 11 == 0 ? double.NaN : x.Values[cell];
            }
        }

        var values = Predict(regressor.Fit(x, y), x);

        // scikit-learn sums derivatives of 32 bits, this one integers of about 22: the same trees, values within 1e-5.
        Numbers.Close(Golden.GetProperty(name).Doubles(), [.. values.Where((_, row) => row % 10 == 0)], 1e-5);
    }

    [Fact]
    public void Fit_OfClasses_PredictsAsThePeer()
    {
        var set = GoldenSet.Load("iris");
        int[] versicolor = [.. set.Y.Select(index => index == 1 ? 1 : 0)], rows = [.. Enumerable.Range(0, 15).Select(i => 10 * i)];
        var three = new HistogramGradientBoostingClassifier { Rounds = 20 }.Fit(set.X, set.Y, 3);
        var two = new HistogramGradientBoostingClassifier { Rounds = 20, MinSamplesLeaf = 5 }.Fit(set.X, versicolor, 2);

        Numbers.Close(Golden.GetProperty("iris").Doubles(), three.PredictProbabilities(set.X.View.TakeRows(rows)).Values, 1e-5);
        var ones = two.PredictProbabilities(set.X.View.TakeRows(rows)).Values.ToArray().Where((_, i) => i % 2 == 1).ToArray();
        Numbers.Close(Golden.GetProperty("iris_versicolor").Doubles(), ones, 1e-5);
    }

    [Fact]
    public void Build_OfSparseAndDenseColumns_SumsByColumnAndBin()
    {
        var set = GoldenSet.Load("digits");
        var bins = Binning.Of(set.X, new bool[64], 256, new Rng(0), new ParallelOptions(), "test");
        Assert.NotEmpty(bins.Sparse);
        Assert.NotEmpty(bins.Dense);
        var rows = Enumerable.Range(0, set.X.Rows).Where(row => row % 3 != 1).ToArray();
        var gradients = Enumerable.Range(0, set.X.Rows).Select(row => ((long)(row % 17) - 8 << 32) + (row % 5)).ToArray();
        var total = rows.Sum(row => gradients[row]);
        var histogram = new long[bins.HistogramLength];
        Array.Fill(histogram, 77);

        new HistogramBuilder(bins, new ParallelOptions { MaxDegreeOfParallelism = 3 }).Build(rows, 0, rows.Length, gradients, total, histogram);

        for (var i = 0; i < 64; i++)
        {
            var expected = new long[bins.Bins[i].Bins];
            foreach (var row in rows)
            {
                expected[bins.Columns[i][row]] += gradients[row];
            }

            Assert.Equal(expected, histogram.AsSpan(bins.Offsets[i], expected.Length).ToArray());
        }
    }

    [Fact]
    public void Fit_OnManyRows_DoesNotDependOnWorkers()
    {
        var (x, y) = Waves(70_000, 3);
        var settings = new HistogramGradientBoostingRegressor { Rounds = 3, MinSamplesLeaf = 5 };

        var one = Predict((settings with { MaxWorkers = 1 }).Fit(x, y), x);
        var four = Predict((settings with { MaxWorkers = 4 }).Fit(x, y), x);

        Assert.Equal(one, four);
    }

    [Fact]
    public void Fit_WithEarlyStopping_KeepsTheBestRounds()
    {
        var rng = new Rng(5);
        var (x, y) = Waves(600, 2);
        for (var row = 0; row < y.Length; row++)
        {
            y[row] += 3 * (rng.NextDouble() - 0.5);
        }

        var stopped = new HistogramGradientBoostingRegressor { Rounds = 500, EarlyStoppingRounds = 5, ValidationFraction = 0.3 }.Fit(x, y);

        Assert.InRange(stopped.TreeCount, 2, 150);
    }

    [Fact]
    public void Fit_OfCounts_MinimisesThePoissonLoss()
    {
        var model = new HistogramGradientBoostingRegressor { Loss = RegressionLoss.Poisson, MinSamplesLeaf = 1, MaxDepth = 1, LearningRate = 0.5 }
            .Fit(Column(0, 0, 0, 1, 1, 1), [0.0, 1, 2, 9, 10, 11]);

        Assert.Equal([1, 10], Predict(model, Column(0, 1)), (a, b) => Math.Abs(a - b) < 1e-3);
        Assert.Throws<ArgumentException>(() => new HistogramGradientBoostingRegressor { Loss = RegressionLoss.Poisson }.Fit(Column(0, 1), [1.0, -1]));
    }

    [Fact]
    public void Fit_ByAbsoluteError_IsNotMovedByAnOutlier()
    {
        var model = new HistogramGradientBoostingRegressor { Loss = RegressionLoss.AbsoluteError, MinSamplesLeaf = 1, MaxDepth = 1, LearningRate = 1, Rounds = 3 }
            .Fit(Column(0, 0, 0, 1, 1, 1), [1.0, 2, 3, 9, 10, 1e9]);

        Assert.Equal([2, 10], Predict(model, Column(0, 1)), Near);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-6;

    private static double Accuracy(GoldenSet set, HistogramGradientBoostingClassifier classifier)
    {
        int[] train = [.. Enumerable.Range(0, set.X.Rows).Where(row => row % 5 != 0)], test = [.. Enumerable.Range(0, set.X.Rows).Where(row => row % 5 == 0)];
        var model = classifier.Fit(set.X.View.TakeRows(train), [.. train.Select(row => set.Y[row])], set.Classes.Length);
        return model.Predict(set.X.View.TakeRows(test)).Zip(test).Average(pair => pair.First == set.Y[pair.Second] ? 1.0 : 0);
    }

    private static (Matrix X, double[] Y) Waves(int rows, ulong seed)
    {
        var rng = new Rng(seed);
        var (x, y) = (new Matrix(rows, 4), new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < 4; i++)
            {
                x[row, i] = rng.NextInt32(200) / 10.0;
            }

            y[row] = Math.Abs((x[row, 0] % 8) - 4) + (x[row, 1] > 7 ? 2 : 0) + (0.1 * x[row, 2]);
        }

        return (x, y);
    }

    private static double[] Predict(BoostedRegressorModel model, Matrix x)
    {
        var values = new double[x.Rows];
        model.Predict(x, values);
        return values;
    }

    private static Matrix Column(params double[] values)
    {
        var x = new Matrix(values.Length, 1);
        values.CopyTo(x.Values);
        return x;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>Equation 7 (without the half) for every cut of every column.</summary>
    private static double BestGain(Matrix x, double[] y, double lambda)
    {
        var mean = y.Average();
        var best = 0.0;
        for (var i = 0; i < x.Columns; i++)
        {
            for (var cut = 0; cut < x.Rows; cut++)
            {
                var (left, right, lefts) = (0.0, 0.0, 0);
                for (var row = 0; row < x.Rows; row++)
                {
                    var isLeft = x[row, i] <= x[cut, i];
                    left += isLeft ? mean - y[row] : 0;
                    right += isLeft ? 0 : mean - y[row];
                    lefts += isLeft ? 1 : 0;
                }

                best = Math.Max(best, lefts == x.Rows ? 0 : (left * left / (lefts + lambda)) + (right * right / (x.Rows - lefts + lambda)));
            }
        }

        return best;
    }
}
