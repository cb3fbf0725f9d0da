using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Tests.Metrics;

public sealed class ClusterMetricTests
{
    private const double Tolerance = 1e-11;

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void Indices_OfReferenceClusters_AreTheReferences(string name)
    {
        var set = GoldenSet.Load(name);
        var x = new StandardScaler().Fit(set.X).Transform(set.X);
        var golden = GoldenSet.Family(name, "cluster").GetProperty("KMeans_explicit_init");
        var labels = golden.GetProperty("labels").Integers();
        var agreement = ClusterAgreement.Of(set.Y, labels);

        double[] actual =
        [
            Inertia.Of(x, labels, golden.GetProperty("centers").Matrix()), Silhouette.Of(x, labels), DaviesBouldin.Of(x, labels),
            CalinskiHarabasz.Of(x, labels), agreement.AdjustedRand, agreement.NormalizedMutualInformation, agreement.Homogeneity,
        ];

        string[] names = ["inertia", "silhouette", "davies_bouldin", "calinski_harabasz", "ari", "nmi", "homogeneity"];
        Numbers.Close([.. names.Select(index => golden.GetProperty(index).GetDouble())], actual, Tolerance);
        Numbers.Close([agreement.VMeasure], [agreement.NormalizedMutualInformation], 1e-12);
    }

    [Fact]
    public void SilhouetteOfRows_OfFourPoints_AreThoseByHand()
    {
        double[] values = [0, 1, 5, 20];
        var x = new MatrixView(values, 4, 1);

        // Row 0: a = 1, b = 12.5; row 1: a = 1, b = 11.5; row 2: a = 15, b = 4.5; row 3: a = 15, b = 19.5.
        Numbers.Close([11.5 / 12.5, 10.5 / 11.5, -0.7, 4.5 / 19.5], Silhouette.OfRows(x, [7, 7, -1, -1]), 1e-15);
    }

    [Fact]
    public void SilhouetteOfRows_OfARowAlone_IsZero()
    {
        double[] values = [0, 1, 5];

        Assert.Equal(0, Silhouette.OfRows(new MatrixView(values, 3, 1), [0, 0, 1])[2]);
    }

    [Fact]
    public void SilhouetteOfRows_OfManyShapes_IsTheDefinition()
    {
        foreach (var (rows, columns, clusters) in ((int, int, int)[])[(9, 1, 2), (77, 3, 4), (200, 7, 30)])
        {
            var (x, labels) = Random(rows, columns, clusters);

            Numbers.Close(ByDefinition(x, labels), Silhouette.OfRows(x, labels, maxWorkers: 1), 1e-13);
            Assert.Equal(Silhouette.OfRows(x, labels, maxWorkers: 1), Silhouette.OfRows(x, labels, maxWorkers: 3));
        }
    }

    [Fact]
    public void Silhouette_FarFromTheOrigin_LosesNothing()
    {
        var (x, labels) = Random(50, 2, 3);
        var far = new Matrix(50, 2);
        for (var i = 0; i < 100; i++)
        {
            x.Values[i] = Math.ScaleB(Math.Round(Math.ScaleB(x.Values[i], 12)), -12);
            far.Values[i] = x.Values[i] + (1 << 30);
        }

        Assert.Equal(Silhouette.Of(x, labels), Silhouette.Of(far, labels));
    }

    [Fact]
    public void SilhouetteOfSample_WithASeed_IsRepeatableAndNearTheWhole()
    {
        var (x, labels) = Random(2000, 2, 2);
        for (var row = 0; row < 2000; row++)
        {
            x[row, 0] += 3 * labels[row];
        }

        var whole = Silhouette.Of(x, labels);
        var sample = Silhouette.OfSample(x, labels, 300, seed: 4);

        Assert.Equal(sample, Silhouette.OfSample(x, labels, 300, seed: 4));
        Assert.NotEqual(sample, Silhouette.OfSample(x, labels, 300, seed: 5));
        Assert.Equal(whole, sample, 0.05);
        Assert.Equal(whole, Silhouette.OfSample(x, labels, 2000));
    }

    [Fact]
    public void Indices_OfOneCluster_AreRefused()
    {
        var (x, _) = Random(5, 2, 2);
        int[] one = [3, 3, 3, 3, 3], each = [1, 2, 3, 4, 5];

        foreach (var labels in (int[][])[one, each])
        {
            foreach (var index in (Func<double>[])[() => Silhouette.Of(x, labels), () => DaviesBouldin.Of(x, labels), () => CalinskiHarabasz.Of(x, labels)])
            {
                Assert.Contains("needs 2 to 4 clusters", Assert.Throws<ArgumentException>(() => index()).Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Agreement_OfTextbookPartitions_IsAsPublished()
    {
        // scikit-learn's documentation: adjusted_rand_score, v_measure_score.
        Assert.Equal(0.24242424242424246, ClusterAgreement.Of([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2]).AdjustedRand, 1e-15);
        Assert.Equal(0.5714285714285714, ClusterAgreement.Of([0, 0, 1, 2], [0, 0, 1, 1]).AdjustedRand, 1e-15);
        Assert.Equal(-0.5, ClusterAgreement.Of([0, 0, 1, 1], [0, 1, 0, 1]).AdjustedRand, 1e-15);
        var partial = ClusterAgreement.Of([0, 0, 1, 1], [0, 0, 1, 2]);
        Assert.Equal((1.0, 0.8), (partial.Homogeneity, Math.Round(partial.VMeasure, 12)));
        Assert.Equal(0.666666666666667, partial.Completeness, 1e-14);
    }

    [Fact]
    public void Agreement_OfRenamedAndTrivialPartitions_IsPerfect()
    {
        foreach (var (a, b) in ((int[], int[])[])[([0, 0, 1, 2], [9, 9, -4, 3]), ([0, 0, 0], [5, 5, 5]), ([0, 1, 2], [7, 5, 3]), ([1], [2])])
        {
            var agreement = ClusterAgreement.Of(a, b);

            Assert.Equal((1.0, 1.0, 1.0, 1.0), (agreement.AdjustedRand, agreement.NormalizedMutualInformation, agreement.Homogeneity, agreement.Completeness));
        }
    }

    private static double[] ByDefinition(Matrix x, int[] labels) =>
        [
            .. Enumerable.Range(0, x.Rows).Select(row =>
            {
                double Mean(int label) => Enumerable.Range(0, x.Rows).Where(other => other != row && labels[other] == label)
                    .Select(other => Math.Sqrt(Core.Numerics.Vectors.SquaredDistance(x.Row(row), x.Row(other)))).DefaultIfEmpty(-1).Average();
                var (a, b) = (Mean(labels[row]), labels.Distinct().Where(label => label != labels[row]).Min(Mean));
                return a < 0 ? 0 : (b - a) / Math.Max(a, b);
            }),
        ];

    private static (Matrix X, int[] Labels) Random(int rows, int columns, int clusters)
    {
        var rng = new Rng(11);
        var x = new Matrix(rows, columns);
        foreach (ref var value in x.Values)
        {
            value = rng.NextDouble();
        }

        return (x, [.. Enumerable.Range(0, rows).Select(row => row < clusters ? row : rng.NextInt32(clusters))]);
    }
}
