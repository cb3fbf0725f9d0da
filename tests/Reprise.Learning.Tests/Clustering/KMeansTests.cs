using System.Text.Json;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Clustering;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Tests.Clustering;

public sealed class KMeansTests
{
    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void Fit_FromGivenCentres_GivesReferenceClusters(string name)
    {
        var (x, golden) = Load(name, "KMeans_explicit_init");
        var first = x.View.TakeRows(golden.GetProperty("init_row_indices").Integers());

        var model = new KMeans { Clusters = first.Rows, InitialCentres = first }.Fit(x);

        Assert.Equal(golden.GetProperty("n_iter").GetInt32(), model.Iterations);
        Assert.Equal(golden.GetProperty("labels").Integers(), model.Labels.ToArray());
        Numbers.Close([golden.GetProperty("inertia").GetDouble()], [model.Inertia], 1e-9);
        Numbers.Close(golden.GetProperty("centers").Matrix().Values, model.Centres.Values, 1e-9);
    }

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void Fit_WithTenStarts_IsAboutAsGoodAsTheReferenceWithFifty(string name)
    {
        var (x, golden) = Load(name, "KMeans_best_of_50");
        var clusters = GoldenSet.Load(name).Classes.Length;

        var model = new KMeans { Clusters = clusters, Starts = name == "digits" ? 10 : 50 }.Fit(x);

        Assert.True(model.Inertia <= golden.GetProperty("inertia").GetDouble() * 1.002, $"Inertia {model.Inertia}, reference {golden}.");
    }

    public static TheoryData<int, int, int> Shapes => new() { { 300, 2, 3 }, { 1111, 5, 4 }, { 2000, 3, 17 }, { 700, 20, 6 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Fit_WithBounds_IsPlainLloyd(int rows, int columns, int clusters)
    {
        var x = Uniform(rows, columns, seed: 3);
        var first = x.View.TakeRows([.. Enumerable.Range(0, clusters)]);

        var model = new KMeans { Clusters = clusters, InitialCentres = first, Tolerance = 0 }.Fit(x);

        var (centres, labels, iterations) = PlainLloyd(x, first.Values.ToArray(), clusters);
        Assert.Equal(labels, model.Labels.ToArray());
        Assert.Equal(iterations, model.Iterations);
        Numbers.Close(centres, model.Centres.Values, 1e-12);
        Numbers.Close([Inertia.Of(x, labels, model.Centres)], [model.Inertia], 1e-12);
    }

    [Fact]
    public void Fit_WithWeights_IsLikeRepeatedRows()
    {
        var x = Uniform(60, 3, seed: 5);
        double[] weights = [.. Enumerable.Range(0, 60).Select(row => (double)(row % 4))];
        var repeated = x.View.TakeRows([.. Enumerable.Range(0, 60).SelectMany(row => Enumerable.Repeat(row, row % 4))]);
        var first = x.View.TakeRows([1, 2, 3]);
        var kmeans = new KMeans { Clusters = 3, InitialCentres = first, Tolerance = 0 };

        var weighted = kmeans.Fit(x, weights);
        var plain = kmeans.Fit(repeated);

        Numbers.Close(plain.Centres.Values, weighted.Centres.Values, 1e-12);
        Numbers.Close([plain.Inertia], [weighted.Inertia], 1e-12);
        Assert.Equal(60, weighted.Labels.Length);
    }

    [Fact]
    public void Fit_WithWeightsAndEitherSeeding_StartsFromRowsThatCount()
    {
        var x = new Matrix(40, 1);
        for (var row = 0; row < 40; row++)
        {
            x[row, 0] = row;
        }

        double[] weights = [.. Enumerable.Range(0, 40).Select(row => row is 7 or 30 ? 2.0 : 0)];
        foreach (var seeding in (Seeding[])[Seeding.PlusPlus, Seeding.Random])
        {
            var model = new KMeans { Clusters = 2, Starts = 1, Seeding = seeding }.Fit(x, weights);

            Assert.Equal([7.0, 30.0], model.Centres.Values.ToArray().Order());
            Assert.Equal(0, model.Inertia);
        }
    }

    [Fact]
    public void Fit_WhereACentreHasNoRows_GivesItTheFarthestRow()
    {
        var x = new Matrix(6, 1);
        double[] values = [0, 1, 2, 10, 11, 30];
        values.CopyTo(x.Values);
        var first = new Matrix(3, 1);
        double[] centres = [1, 500, 1000];
        centres.CopyTo(first.Values);

        var model = new KMeans { Clusters = 3, InitialCentres = first }.Fit(x);

        Assert.Equal([0, 0, 0, 2, 2, 1], model.Labels.ToArray());
        Assert.Equal(2.5, model.Inertia);
    }

    [Fact]
    public void Fit_WithFewerDifferentRowsThanClusters_Ends()
    {
        var x = new Matrix(20, 2);
        x.Values[20..].Fill(3);

        var model = new KMeans { Clusters = 5 }.Fit(x);

        Assert.Equal(0, model.Inertia);
        Assert.Equal(2, model.Labels.ToArray().Distinct().Count());
    }

    [Fact]
    public void Fit_FarFromTheOrigin_SeesSmallDifferences()
    {
        var x = new Matrix(8, 1);
        double[] values = [1e9, 1e9 + 1e-3, 1e9 + 1, 1e9 + 1.001, -1e9, -1e9 + 1e-3, -1e9 + 1, -1e9 + 1.001];
        values.CopyTo(x.Values);

        var model = new KMeans { Clusters = 4, Tolerance = 0 }.Fit(x);

        Assert.Equal(4, model.Labels.ToArray().Chunk(2).Select(pair => Assert.Single(pair.Distinct())).Distinct().Count());
    }

    [Fact]
    public void Fit_WithAnyWorkers_GivesTheSameBits()
    {
        var x = Uniform(9000, 4, seed: 8);
        var models = ((int[])[1, 2, 5]).Select(workers => new KMeans { Clusters = 6, Starts = 2, MaxWorkers = workers }.Fit(x)).ToList();

        Assert.All(models, model => Assert.Equal(models[0].Centres.Values.ToArray(), model.Centres.Values.ToArray()));
        Assert.All(models, model => Assert.Equal(models[0].Inertia, model.Inertia));
    }

    [Fact]
    public void Predict_OnTrainingRows_GivesTheLabels()
    {
        var x = Uniform(1003, 3, seed: 2);

        var model = new KMeans { Clusters = 7, Starts = 1, Seeding = Seeding.Random, MaxIterations = 3 }.Fit(x);

        Assert.Equal(model.Labels.ToArray(), model.Predict(x));
        Assert.Equal(3, model.Iterations);
    }

    [Fact]
    public void Fit_WithWrongInitialCentres_SaysWhichShape()
    {
        var error = Assert.Throws<ArgumentException>(() => new KMeans { Clusters = 2, InitialCentres = new Matrix(2, 3) }.Fit(Uniform(5, 4, seed: 1)));

        Assert.Contains("`InitialCentres` of `KMeans` must be 2 × 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WithMoreClustersThanRows_IsRefused() =>
        Assert.Contains(
            "at least 8 rows", Assert.Throws<ArgumentException>(() => new KMeans().Fit(Uniform(5, 4, seed: 1))).Message, StringComparison.Ordinal);

    private static (double[] Centres, int[] Labels, int Iterations) PlainLloyd(Matrix x, double[] centres, int clusters)
    {
        var labels = Array.Empty<int>();
        for (var iteration = 1; ; iteration++)
        {
            var before = labels;
            labels = new KMeansModel(centres, x.Columns, 0, 0, []).Predict(x);
            for (var cluster = 0; cluster < clusters; cluster++)
            {
                int[] members = [.. Enumerable.Range(0, x.Rows).Where(row => labels[row] == cluster)];
                for (var column = 0; column < x.Columns; column++)
                {
                    centres[(cluster * x.Columns) + column] = members.Average(row => x[row, column]);
                }
            }

            if (before.AsSpan().SequenceEqual(labels))
            {
                return (centres, labels, iteration);
            }
        }
    }

    private static Matrix Uniform(int rows, int columns, int seed)
    {
        var rng = new Rng((ulong)seed);
        var x = new Matrix(rows, columns);
        foreach (ref var value in x.Values)
        {
            value = rng.NextDouble();
        }

        return x;
    }

    private static (Matrix X, JsonElement Golden) Load(string name, string key)
    {
        var set = GoldenSet.Load(name);
        return (new StandardScaler().Fit(set.X).Transform(set.X), GoldenSet.Family(name, "cluster").GetProperty(key));
    }
}
