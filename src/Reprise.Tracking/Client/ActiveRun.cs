using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Runs;
using Reprise.Tracking.SystemMetrics;

namespace Reprise.Tracking.Client;

/// <summary>
/// A run that this program executes: log on it, then <see cref="FinishAsync"/>. Disposing a run that was not finished marks it FAILED. Thread-safe.
/// </summary>
/// <remarks>
/// Metrics are collected and sent together: when <see cref="MaxBuffered"/> wait, when the oldest waits longer than <see cref="MaxDelay"/> and another is
/// logged, on <see cref="FlushAsync"/> and at the end. Everything else is stored when its task ends.
/// </remarks>
public sealed class ActiveRun : IAsyncDisposable
{
    /// <summary>Metrics that may wait.</summary>
    public const int MaxBuffered = 500;

    /// <summary>How long a metric may wait while others are logged.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(1);

    private readonly ITrackingClient _client;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly List<Metric> _waiting = [];
    private long _oldest;
    private bool _ended;

    internal ActiveRun(ITrackingClient client, RunInfo info, TimeProvider time)
    {
        _client = client;
        _time = time;
        Info = info;
    }

    /// <summary>The run as it was when it started.</summary>
    public RunInfo Info { get; }

    /// <summary>The run's id.</summary>
    public string RunId => Info.RunId;

    /// <summary>Logs parameters; the same value again is fine, another is refused. More than a batch takes several calls.</summary>
    public async Task LogParamsAsync(IEnumerable<Param> parameters, CancellationToken cancellationToken = default)
    {
        foreach (var batch in parameters.Chunk(Limits.BatchParams))
        {
            await _client.Runs.LogBatchAsync(RunId, [], batch, [], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="LogParamsAsync"/>
    public Task LogParamAsync(string key, string value, CancellationToken cancellationToken = default) =>
        _client.Runs.LogParamAsync(RunId, new Param(key, value), cancellationToken);

    /// <summary>Sets tags.</summary>
    public async Task SetTagsAsync(IEnumerable<Tag> tags, CancellationToken cancellationToken = default)
    {
        foreach (var batch in tags.Chunk(Limits.BatchTags))
        {
            await _client.Runs.LogBatchAsync(RunId, [], [], batch, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sets a tag.</summary>
    public Task SetTagAsync(string key, string value, CancellationToken cancellationToken = default) =>
        _client.Runs.SetTagAsync(RunId, new Tag(key, value), cancellationToken);

    /// <summary>Logs a point of a metric, stamped now. It may wait; see the remarks.</summary>
    public Task LogMetricAsync(string key, double value, long step = 0, CancellationToken cancellationToken = default) =>
        LogMetricsAsync([new Metric(key, value, Now(), step)], cancellationToken);

    /// <summary>Logs points of metrics. They may wait; see the remarks.</summary>
    public async Task LogMetricsAsync(IEnumerable<Metric> metrics, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var metric in metrics)
            {
                // A broken one is refused at once, where it was logged, not with the batch.
                var stored = RunRules.Validate(metric);
                if (_waiting.Count == 0)
                {
                    _oldest = _time.GetTimestamp();
                }

                _waiting.Add(stored);
                if (_waiting.Count >= MaxBuffered || _time.GetElapsedTime(_oldest) > MaxDelay)
                {
                    await SendAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Records a dataset the run reads.</summary>
    public Task LogDatasetAsync(DatasetInput dataset, CancellationToken cancellationToken = default) =>
        _client.Runs.LogInputsAsync(RunId, [dataset], [], cancellationToken);

    /// <summary>Copies a local file to the run's artifacts, under its own name in <paramref name="folder"/> (null: at the root).</summary>
    public async Task LogFileAsync(string localFile, string? folder = null, CancellationToken cancellationToken = default)
    {
        var name = Path.GetFileName(localFile);
        var content = new FileStream(localFile, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (content.ConfigureAwait(false))
        {
            await _client.Artifacts.WriteAsync(Info.ArtifactUri, folder is null ? name : $"{folder}/{name}", content, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a text file to the run's artifacts.</summary>
    public Task LogTextAsync(string path, string text, CancellationToken cancellationToken = default) =>
        _client.Artifacts.WriteTextAsync(Info.ArtifactUri, path, text, cancellationToken);

    /// <summary>Copies a local folder to the run's artifacts; a new folder such as a model directory appears whole or not at all where the store can rename.</summary>
    public Task LogFolderAsync(string localFolder, string path, CancellationToken cancellationToken = default) =>
        _client.Artifacts.WriteFolderAsync(Info.ArtifactUri, path, localFolder, cancellationToken);

    /// <summary>Logs CPU, memory, disk and network of this machine under MLflow's names until the result is disposed. Off unless this is called.</summary>
    /// <param name="interval">Time between two samples, at least 100 ms; null for <see cref="SystemMetricsRecorder.DefaultInterval"/>.</param>
    /// <param name="diskFolder">A folder on the disk that is watched; null for the current one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is shorter.</exception>
    public SystemMetricsRecorder RecordSystemMetrics(TimeSpan? interval = null, string? diskFolder = null)
    {
        var between = interval ?? SystemMetricsRecorder.DefaultInterval;
        ArgumentOutOfRangeException.ThrowIfLessThan(between, TimeSpan.FromMilliseconds(100), nameof(interval));
        return new SystemMetricsRecorder(this, between, new SystemSource(diskFolder ?? Environment.CurrentDirectory).Read, _time);
    }

    /// <summary>Starts a run of its own below this one, in the same experiment: a fold, a trial of a search. It ends by itself; this one ends without it.</summary>
    /// <param name="name">Name for people; null for a generated one.</param>
    /// <param name="tags">Tags to start with; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ActiveRun> StartNestedAsync(string? name = null, IReadOnlyList<Tag>? tags = null, CancellationToken cancellationToken = default) => _client.StartRunAsync(
        new NewRun { ExperimentId = Info.ExperimentId, Name = name, Tags = [.. tags ?? [], new Tag("mlflow.parentRunId", RunId)] }, _time, cancellationToken: cancellationToken);

    /// <summary>Sends the metrics that wait.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends the run; after that nothing is logged by this object.</summary>
    public async Task FinishAsync(RunStatus status = RunStatus.Finished, CancellationToken cancellationToken = default)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await _client.Runs.UpdateAsync(RunId, status, Now(), cancellationToken: cancellationToken).ConfigureAwait(false);
        _ended = true;
    }

    /// <summary>Marks a run that was not finished FAILED. A store that fails here too is not heard: the failure that led here matters more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _ended = true;
            await QuietlyAsync(() => FlushAsync()).ConfigureAwait(false);
            await QuietlyAsync(() => _client.Runs.UpdateAsync(RunId, RunStatus.Failed, Now())).ConfigureAwait(false);
        }

        _gate.Dispose();
    }

    private static async Task QuietlyAsync(Func<Task> act)
    {
        try
        {
            await act().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RepriseException or ObjectDisposedException or OperationCanceledException)
        {
            // The run stays RUNNING and is marked KILLED by the next start on this machine.
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        while (_waiting.Count > 0)
        {
            var count = Math.Min(_waiting.Count, Limits.BatchMetrics);
            await _client.Runs.LogBatchAsync(RunId, _waiting.GetRange(0, count), [], [], cancellationToken).ConfigureAwait(false);
            _waiting.RemoveRange(0, count);
        }
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
