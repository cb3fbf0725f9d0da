using Reprise.Tracking.Client;

namespace Reprise.Server.Operations;

/// <summary>How many runs are running, counted at most every <see cref="Interval"/>: the count walks over all runs.</summary>
internal sealed class RunningRuns(LocalTrackingClient? tracking, TimeProvider time) : IDisposable
{
    /// <summary>How long a count is given again.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _gate = new(1);
    private long? _count;
    private long _countedAt;

    /// <summary>The count; null when the store is not in this process.</summary>
    public async Task<long?> CountAsync(CancellationToken cancellationToken)
    {
        if (tracking is null)
        {
            return null;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_count is null || time.GetElapsedTime(_countedAt) >= Interval)
            {
                _count = await tracking.CountRunningAsync(cancellationToken);
                _countedAt = time.GetTimestamp();
            }

            return _count;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
