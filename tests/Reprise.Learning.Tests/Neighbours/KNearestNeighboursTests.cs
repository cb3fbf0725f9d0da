using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;
using Reprise.Learning.Neighbours;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Tests.Neighbours;

public sealed class KNearestNeighboursTests
{
    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void Predict_OnReferenceData_GivesReferenceProbabilitiesAndNeighbours(string name)
    {
        var set = GoldenSet.Load(name);
        var x = new StandardScaler().Fit(set.X).Transform(set.X);
        var (_, train, test) = ReferenceProtocol.Split(set);
        var (trainX, testX) = (x.View.TakeRows(train), x.View.TakeRows(test));
        foreach (var weights in (NeighbourWeights[])[NeighbourWeights.Uniform, NeighbourWeights.Distance])
        {
            var golden = GoldenSet.Family(name, "neighbours").GetProperty(weights == NeighbourWeights.Uniform ? "KNN5_uniform" : "KNN5_distance");

            var model = new KNearestNeighboursClassifier { Weights = weights }.Fit(trainX, ReferenceProtocol.Take(set.Y, train), set.Classes.Length);

            var probabilities = model.PredictProbabilities(testX);
            var expected = golden.GetProperty("proba").Matrix();
            Numbers.Close(expected.Values, probabilities.Values[..expected.Values.Length], 1e-10);
            Assert.Equal(golden.GetProperty("pred").Integers(), EstimatorModelExtensions.MostProbable(probabilities));
            var (rows, distances) = (new int[25], new double[25]);
            model.FindNeighbours(testX.View.TakeRows([0, 1, 2, 3, 4]), rows, distances);
            Numbers.Close(golden.GetProperty("distances_first5").Matrix().Values, distances, 1e-10);
            var neighbours = golden.GetProperty("neighbors_first5").EnumerateArray().SelectMany(row => row.Integers()).ToArray();
            for (var i = 0; i < 25; i++)
            {
                var isTied = (i % 5 > 0 && distances[i] - distances[i - 1] < 1e-12) || (i % 5 < 4 && distances[i + 1] - distances[i] < 1e-12);
                Assert.True(isTied || rows[i] == neighbours[i], $"Neighbour {i} is {rows[i]}, the reference {neighbours[i]}.");
            }
        }
    }

    public static TheoryData<int, int, double, NeighbourSearch> Searches
    {
        get
        {
            var data = new TheoryData<int, int, double, NeighbourSearch>();
            foreach (var (rows, columns) in ((int, int)[])[(7, 1), (33, 2), (500, 3), (1203, 5)])
            {
                foreach (var p in (double[])[1, 2, 3.5])
                {
                    data.Add(rows, columns, p, NeighbourSearch.BruteForce);
                    data.Add(rows, columns, p, NeighbourSearch.KdTree);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void FindNeighbours_ByEachSearch_IsSortingAllRows(int rows, int columns, double p, NeighbourSearch search)
    {
        var (x, points) = (Grid(rows, columns, 1), Grid(23, columns, 2));
        var model = new KNearestNeighboursClassifier { Neighbours = 6, P = p, Search = search }.Fit(x, [.. Enumerable.Range(0, rows).Select(row => row % 2)], 2);
        var (found, distances) = (new int[23 * 6], new double[23 * 6]);

        model.FindNeighbours(points, found, distances);

        for (var point = 0; point < 23; point++)
        {
            var expected = Enumerable.Range(0, rows)
                .Select(row => (Sum: Sum(x.Row(row), points.Row(point), p), Row: row))
                .Order().Take(6).ToList();
            Assert.Equal(expected.Select(pair => pair.Row), found[(point * 6)..((point + 1) * 6)]);
            Numbers.Close(
                [.. expected.Select(pair => Math.Pow(pair.Sum, 1 / p))], distances.AsSpan(point * 6, 6), 1e-13);
        }
    }

    [Fact]
    public void FindNeighbours_AmongEqualRows_TakesTheFirst()
    {
        foreach (var search in (NeighbourSearch[])[NeighbourSearch.BruteForce, NeighbourSearch.KdTree])
        {
            var model = new KNearestNeighboursClassifier { Neighbours = 3, Search = search }
                .Fit(new Matrix(100, 2), [.. Enumerable.Range(0, 100).Select(row => row % 2)], 2);
            var (found, distances) = (new int[3], new double[3]);

            model.FindNeighbours(new Matrix(1, 2), found, distances);

            Assert.Equal([0, 1, 2], found);
        }
    }

    [Fact]
    public void Predict_WithDistanceWeights_IsTheWeightedMean()
    {
        double[] values = [0, 1, 3, 10];
        var model = new KNearestNeighboursRegressor { Neighbours = 3, Weights = NeighbourWeights.Distance }.Fit(new MatrixView(values, 4, 1), [5, 7, 11, 1000]);

        // At 2: distances 2, 1, 1. At 1: distance 0 counts alone.
        Numbers.Close([((0.5 * 5) + 7 + 11) / 2.5, 7], model.Predict(new MatrixView([2.0, 1.0], 2, 1)), 1e-14);
    }

    [Fact]
    public void Predict_WithUniformWeights_IsTheMean()
    {
        double[] values = [0, 1, 3, 10];
        var model = new KNearestNeighboursRegressor { Neighbours = 2 }.Fit(new MatrixView(values, 4, 1), [5, 7, 11, 1000]);

        Numbers.Close([6, 505.5], model.Predict(new MatrixView([0.1, 8.0], 2, 1)), 1e-14);
    }

    [Fact]
    public void Fit_WithMoreNeighboursThanRows_IsRefused() =>
        Assert.Contains(
            "at least 5 rows",
            Assert.Throws<ArgumentException>(() => new KNearestNeighboursClassifier().Fit(new Matrix(4, 1), [0, 1, 0, 1], 2)).Message,
            StringComparison.Ordinal);

    private static double Sum(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double p)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            var d = Math.Abs(a[i] - b[i]);
            sum = p == 2 ? Math.FusedMultiplyAdd(d, d, sum) : sum + (p == 1 ? d : d > 0 ? PortableMath.Pow(d, p) : 0);
        }

        return sum;
    }

    /// <summary>Few different values, so that many distances are equal.</summary>
    private static Matrix Grid(int rows, int columns, ulong seed)
    {
        var rng = new Rng(seed);
        var x = new Matrix(rows, columns);
        foreach (ref var value in x.Values)
        {
            value = rng.NextInt32(12) / 4.0;
        }

        return x;
    }
}
