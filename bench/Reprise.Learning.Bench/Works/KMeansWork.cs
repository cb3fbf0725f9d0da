using Reprise.Learning.Clustering;

namespace Reprise.Learning.Bench.Works;

/// <summary>Four clusters of 1,000,000 × 5, ten starts, two workers; then by mini-batches. The scores are inertia a row.</summary>
internal sealed class KMeansWork : IWork
{
    public string Name => "kmeans";

    public void Run(WorkLog log)
    {
        var x = MadeBlobs.Read(MadeBlobs.Rows);
        KMeansModel model = null!;
        log.Once("fit", () => model = new KMeans { Clusters = MadeBlobs.Bells, MaxWorkers = 2 }.Fit(x), () => model.Inertia / x.Rows);
        log.Once("mini-batch", () => model = new MiniBatchKMeans { Clusters = MadeBlobs.Bells }.Fit(x), () => model.Inertia / x.Rows);
    }
}
