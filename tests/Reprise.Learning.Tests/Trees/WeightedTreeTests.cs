using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Trees;

public sealed class WeightedTreeTests
{
    [Theory]
    [InlineData(Criterion.Gini)]
    [InlineData(Criterion.Entropy)]
    public void Find_OfWeightedClasses_FindsACutOfTheWorthOfAnExhaustiveSearch(Criterion criterion)
    {
        var rng = new Rng(21);
        for (var trial = 0; trial < 150; trial++)
        {
            var (x, weights) = Draw(rng, out var samples, out var minLeaf);
            int[] y = [.. Enumerable.Range(0, x.Rows).Select(_ => rng.NextInt32(3))];
            var data = new RankedColumns(x, 1, TestContext.Current.CancellationToken);
            var finder = new WeightedClasses(data, y, weights, 3, criterion);
            finder.Enter(samples, Ones(x.Rows));

            var split = finder.Find(0, samples, minLeaf, out _);

            var best = Exhaustive(x, samples, minLeaf, side =>
            {
                double[] sums = [.. Enumerable.Range(0, 3).Select(label => side.Where(row => y[row] == label).Sum(row => weights[row]))];
                return criterion == Criterion.Gini
                    ? sums.Sum(sum => sum * sum) / sums.Sum()
                    : sums.Where(sum => sum > 0).Sum(sum => sum * Math.Log2(sum)) - (sums.Sum() * Math.Log2(sums.Sum()));
            });
            Assert.Equal(best.HasValue, split.Exists);
            Assert.Equal(best ?? 0, split.Exists ? split.Score : 0, 1e-9);
        }
    }

    [Fact]
    public void Find_OfSquaredErrors_FindsACutOfTheWorthOfAnExhaustiveSearch()
    {
        var rng = new Rng(22);
        for (var trial = 0; trial < 150; trial++)
        {
            var (x, weights) = Draw(rng, out var samples, out var minLeaf);
            double[] y = [.. Enumerable.Range(0, x.Rows).Select(_ => rng.NextDouble() - 0.5)];
            var finder = new SquaredErrors(new RankedColumns(x, 1, TestContext.Current.CancellationToken), y, y, weights);
            finder.Enter(samples, Ones(x.Rows));

            var split = finder.Find(0, samples, minLeaf, out _);

            var best = Exhaustive(x, samples, minLeaf, side => Math.Pow(side.Sum(row => weights[row] * y[row]), 2) / side.Sum(row => weights[row]));
            Assert.Equal(best.HasValue, split.Exists);
            Assert.Equal(best ?? 0, split.Exists ? split.Score : 0, 1e-9);
        }
    }

    [Fact]
    public void Fit_WithWeightsOf1_IsThatWithoutWeights()
    {
        var set = GoldenSet.Load("turkish");
        double[] ones = [.. Enumerable.Repeat(1.0, set.Y.Length)];
        var forest = new RandomForestClassifier { Trees = 5 };

        Assert.Equal(Probabilities(forest.Fit(set.X, set.Y, 4), set.X), Probabilities(forest.Fit(set.X, set.Y, 4, ones), set.X));
    }

    [Fact]
    public void Fit_WithWholeWeights_IsThatOfRepeatedRows()
    {
        var set = GoldenSet.Load("iris");
        double[] weights = [.. Enumerable.Range(0, 150).Select(row => 1.0 + (row % 3))];
        int[] repeated = [.. Enumerable.Range(0, 150).SelectMany(row => Enumerable.Repeat(row, 1 + (row % 3)))];
        var tree = new DecisionTreeClassifier { MaxDepth = 3 };

        var weighted = tree.Fit(set.X, set.Y, 3, weights);

        var expected = tree.Fit(set.X.View.TakeRows(repeated), Array.ConvertAll(repeated, row => set.Y[row]), 3);
        Numbers.Close(Probabilities(expected, set.X), Probabilities(weighted, set.X), 1e-12);
    }

    [Fact]
    public void Fit_WithWeightsOf0_IsThatWithoutTheRows()
    {
        var set = GoldenSet.Load("iris");
        double[] weights = [.. Enumerable.Range(0, 150).Select(row => row % 4 == 0 ? 0.0 : 1.0)];
        int[] kept = [.. Enumerable.Range(0, 150).Where(row => row % 4 != 0)];
        double[] y = Array.ConvertAll(set.Y, label => label + 0.25);
        var (forest, regressor) = (new ExtraTreesClassifier { Trees = 5 }, new RandomForestRegressor { Trees = 5 });

        Assert.Equal(
            Probabilities(forest.Fit(set.X.View.TakeRows(kept), Array.ConvertAll(kept, row => set.Y[row]), 3), set.X),
            Probabilities(forest.Fit(set.X, set.Y, 3, weights), set.X));
        Assert.Equal(
            regressor.Fit(set.X.View.TakeRows(kept), Array.ConvertAll(kept, row => y[row])).Predict(set.X), regressor.Fit(set.X, y, weights).Predict(set.X));
    }

    [Fact]
    public void Fit_WithClassWeights_IsThatWithTheRowsWeights()
    {
        var set = GoldenSet.Load("breast_cancer");
        double[] weights = Array.ConvertAll(set.Y, label => label == 0 ? 2.5 : 0.5);
        var forest = new RandomForestClassifier { Trees = 4, MaxDepth = 4 };

        Assert.Equal(
            Probabilities(forest.Fit(set.X, set.Y, 2, weights), set.X), Probabilities((forest with { ClassWeights = ClassWeights.Of(2.5, 0.5) }).Fit(set.X, set.Y, 2), set.X));
    }

    private static double[] Probabilities(IClassifierModel model, MatrixView x) => model.PredictProbabilities(x).Values.ToArray();

    private static int[] Ones(int rows) => [.. Enumerable.Repeat(1, rows)];

    private static (Matrix X, double[] Weights) Draw(Rng rng, out int[] samples, out int minLeaf)
    {
        var rows = 2 + rng.NextInt32(40);
        var values = 1 + rng.NextInt32(60);
        var (x, weights) = (new Matrix(rows, 1), new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            (x[row, 0], weights[row]) = (rng.NextInt32(values), 0.1 + rng.NextDouble());
        }

        samples = [.. Enumerable.Range(0, rows).Where(row => row == 0 || rng.NextDouble() < 0.8)];
        minLeaf = 1 + rng.NextInt32(3);
        return (x, weights);
    }

    private static double? Exhaustive(Matrix x, int[] samples, int minLeaf, Func<List<int>, double> worth)
    {
        double? best = null;
        foreach (var value in samples.Select(row => x[row, 0]).Distinct())
        {
            var (left, right) = (samples.Where(row => x[row, 0] <= value).ToList(), samples.Where(row => x[row, 0] > value).ToList());
            if (left.Count >= minLeaf && right.Count >= minLeaf)
            {
                best = Math.Max(best ?? double.NegativeInfinity, worth(left) + worth(right));
            }
        }

        return best;
    }
}
