using Reprise.Learning.Metrics;

namespace Reprise.Learning.Bench.Works;

/// <summary>The exact mean silhouette of 10,000 rows × 5 in four clusters, two workers; the score is the silhouette.</summary>
internal sealed class SilhouetteWork : IWork
{
    public string Name => "silhouette";

    public void Run(WorkLog log)
    {
        var x = MadeBlobs.Read(10_000);
        int[] labels = [.. Enumerable.Range(0, x.Rows).Select(row => row % MadeBlobs.Bells)];
        var value = 0.0;
        log.Once("", () => value = Silhouette.Of(x, labels, maxWorkers: 2), () => value);
    }
}
