using System.Diagnostics.Metrics;

namespace Reprise.Tracking.Operations;

/// <summary>
/// What one open database measures about itself. The meter's scope is this object, so that a listener in a process with several stores can tell them apart.
/// Recording costs nothing while nobody listens. Thread-safe.
/// </summary>
internal sealed class StoreMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Reprise.Tracking";

    private readonly Meter _meter;
    private readonly Counter<long> _writes;
    private readonly Histogram<int> _batch;
    private readonly Histogram<double> _commit;

    /// <param name="waiting">Pieces of work that wait for the writer; null where the database has no queue of ours.</param>
    /// <param name="size">Bytes of the database; null when nobody here can know.</param>
    public StoreMeter(Func<int>? waiting = null, Func<long>? size = null)
    {
        _meter = new Meter(new MeterOptions(Name) { Scope = this });
        _writes = _meter.CreateCounter<long>("reprise.tracking.writes", "{write}", "Writes that ended, by how: stored, refused (by a rule) or failed (the database).");
        _batch = _meter.CreateHistogram(
            "reprise.tracking.commit.writes", "{write}", "Writes in one commit.", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64] });
        _commit = _meter.CreateHistogram(
            "reprise.tracking.commit.duration",
            "s",
            "Time of one commit, from its first statement until it is on disk.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30] });
        if (waiting is not null)
        {
            _meter.CreateObservableGauge("reprise.tracking.write_queue.length", waiting, "{write}", "Writes that wait for the writer.");
        }

        if (size is not null)
        {
            _meter.CreateObservableGauge("reprise.tracking.database.size", size, "By", "Bytes of the database files, the write-ahead log included.");
        }
    }

    /// <summary>Tells of a commit, or of a group that was lost as a whole.</summary>
    public void Committed(int stored, int refused, int failed, TimeSpan duration)
    {
        Add(stored, "stored");
        Add(refused, "refused");
        Add(failed, "failed");
        if (stored > 0)
        {
            _batch.Record(stored);
            _commit.Record(duration.TotalSeconds);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Add(int writes, string outcome)
    {
        if (writes > 0)
        {
            _writes.Add(writes, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
