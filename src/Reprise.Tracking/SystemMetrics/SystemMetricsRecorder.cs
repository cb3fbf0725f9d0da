using Reprise.Core.Errors;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.SystemMetrics;

/// <summary>
/// Logs what the machine is doing on a run, under MLflow's names (<c>system/cpu_utilization_percentage</c>, <c>system/system_memory_usage_megabytes</c> …),
/// until it is disposed. A store that fails is not heard: training goes on, and the samples of that time are lost or sent with later ones.
/// </summary>
public sealed class SystemMetricsRecorder : IAsyncDisposable
{
    /// <summary>Time between two samples when nothing else is said.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(10);

    private readonly ActiveRun _run;
    private readonly SystemSampler _sampler;
    private readonly TimeProvider _time;
    private readonly PeriodicTimer _timer;
    private readonly Task _loop;
    private long _step;

    internal SystemMetricsRecorder(ActiveRun run, TimeSpan interval, Func<SystemReading> read, TimeProvider time)
    {
        _run = run;
        _time = time;
        _sampler = new SystemSampler(read);
        _timer = new PeriodicTimer(interval, time);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Stops sampling; what was sampled is logged. Dispose it before the run is finished.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _loop.ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            var timestamp = _time.GetUtcNow().ToUnixTimeMilliseconds();
            var points = _sampler.Next().Select(sample => new Metric(sample.Name, sample.Value, timestamp, _step)).ToList();
            _step++;
            try
            {
                await _run.LogMetricsAsync(points).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is RepriseException or HttpRequestException or ObjectDisposedException)
            {
                // The run itself hears of a broken store at its next call.
            }
        }
    }
}
