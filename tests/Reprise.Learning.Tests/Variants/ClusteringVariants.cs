using Reprise.Learning.Clustering;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Tests.Variants;

/// <summary>Clusterers whose parameters take other paths than the defaults.</summary>
internal static class ClusteringVariants
{
    public static IEnumerable<IClusterer> Clusterers =>
    [
        new KMeans { Clusters = 3, Seeding = Seeding.Random, Starts = 2, Seed = 7 },
        new KMeans { Clusters = 1, MaxIterations = 1 },
        new MiniBatchKMeans { Clusters = 3, Seeding = Seeding.Random, BatchSize = 7, Tolerance = 1e-3, ReassignmentRatio = 0.1 },
    ];
}
