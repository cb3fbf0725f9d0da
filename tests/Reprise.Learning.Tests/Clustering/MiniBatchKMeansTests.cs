using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Clustering;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;

namespace Reprise.Learning.Tests.Clustering;

public sealed class MiniBatchKMeansTests
{
    [Fact]
    public void Fit_OnSeparateBlobs_FindsThem()
    {
        var (x, blobs) = Blobs(6000, 5);

        var model = new MiniBatchKMeans { Clusters = 5, Seed = 1 }.Fit(x);

        Assert.True(ClusterAgreement.Of(blobs, model.Labels).AdjustedRand > 0.99);
        Assert.Equal(model.Labels.ToArray(), model.Predict(x));
        Assert.Equal(Inertia.Of(x, model.Labels, model.Centres), model.Inertia, model.Inertia * 1e-13);
        Assert.InRange(model.Iterations, 11, 300);
    }

    [Theory]
    [InlineData("iris", 3)]
    [InlineData("turkish", 4)]
    public void Fit_OnReferenceData_IsNearlyAsGoodAsKMeans(string name, int clusters)
    {
        var x = GoldenSet.Load(name).X;

        var batches = new MiniBatchKMeans { Clusters = clusters, BatchSize = 64 }.Fit(x);

        Assert.True(batches.Inertia < 1.1 * new KMeans { Clusters = clusters }.Fit(x).Inertia);
    }

    [Fact]
    public void Fit_WithOneStepFromGivenCentres_GivesMeansOfTheBatch()
    {
        var x = new MatrixView([0.0, 0, 0, 10, 10, 10], 6, 1);
        var first = new Matrix(2, 1);
        (first[0, 0], first[1, 0]) = (3, 8);

        var model = new MiniBatchKMeans { Clusters = 2, InitialCentres = first, BatchSize = 6, MaxIterations = 1 }.Fit(x);

        Assert.Equal(1, model.Iterations);
        Assert.Equal([0.0, 10.0], model.Centres.Values.ToArray());
    }

    [Fact]
    public void Fit_WithATolerance_EndsWhenCentresRest()
    {
        var (x, _) = Blobs(3000, 3);
        var patient = new MiniBatchKMeans { Clusters = 3, MaxNoImprovement = null, MaxIterations = 20 };

        Assert.Equal(20 * 3000 / 1024, patient.Fit(x).Iterations);
        Assert.True((patient with { Tolerance = 0.01 }).Fit(x).Iterations < 20);
    }

    [Fact]
    public void Fit_WhereCentresSeeNoRows_StartsThemAgain()
    {
        var (x, blobs) = Blobs(4000, 4);
        var far = new Matrix(4, 2);
        x.Row(0).CopyTo(far.Row(0));
        far.Values[2..].Fill(1e6);

        var model = new MiniBatchKMeans { Clusters = 4, InitialCentres = far, Seed = 3 }.Fit(x);

        Assert.True(ClusterAgreement.Of(blobs, model.Labels).Homogeneity > 0.6, "The idle centres stayed where no rows are.");
    }

    private static (Matrix X, int[] Blobs) Blobs(int rows, int blobs)
    {
        var rng = new Rng(4);
        var x = new Matrix(rows, 2);
        for (var row = 0; row < rows; row++)
        {
            x[row, 0] = (10 * (row % blobs)) + rng.NextDouble();
            x[row, 1] = (row % blobs * (row % blobs)) + rng.NextDouble();
        }

        return (x, [.. Enumerable.Range(0, rows).Select(row => row % blobs)]);
    }
}
