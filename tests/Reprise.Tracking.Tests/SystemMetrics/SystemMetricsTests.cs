using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;
using Reprise.Tracking.SystemMetrics;

namespace Reprise.Tracking.Tests.SystemMetrics;

public sealed class SystemMetricsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Next_TwoReadings_GivesTheDifferencesUnderMlflowsNames()
    {
        var readings = new Queue<SystemReading>(
        [
            new() { BusyTime = 100, TotalTime = 1000, Received = 5e6, Sent = 1e6 },
            new() { BusyTime = 150, TotalTime = 1200, MemoryTotal = 8e9, MemoryAvailable = 6e9, DiskTotal = 1e12, DiskAvailable = 4e11, Received = 7e6, Sent = 1e6 },
            new() { BusyTime = 350, TotalTime = 1400, Received = 9e6 },
        ]);
        var sampler = new SystemSampler(readings.Dequeue);

        var (first, second) = (sampler.Next(), sampler.Next());

        Assert.Equal(
            [
                ("system/cpu_utilization_percentage", 25.0), ("system/system_memory_usage_megabytes", 2000.0), ("system/system_memory_usage_percentage", 25.0),
                ("system/disk_usage_percentage", 60.0), ("system/disk_usage_megabytes", 600_000.0), ("system/disk_available_megabytes", 400_000.0),
                ("system/network_receive_megabytes", 2.0), ("system/network_transmit_megabytes", 0.0),
            ],
            first);
        Assert.Equal([("system/cpu_utilization_percentage", 100.0), ("system/network_receive_megabytes", 4.0)], second);
    }

    [Fact]
    public void Processors_OfProcStat_CountsIdleAndWaitingAsFree()
    {
        var (busy, total) = SystemSource.Processors("cpu  10 20 30 400 40 1 2 3 99 99\ncpu0 1 1 1 1\n");

        Assert.Equal((66.0, 506.0), (busy, total));
        Assert.Equal((null, null), SystemSource.Processors("nothing of the kind"));
    }

    [Fact]
    public void Memory_OfProcMeminfo_IsInBytes() =>
        Assert.Equal((2048.0 * 1024, 1024.0 * 1024), SystemSource.Memory("MemTotal:    2048 kB\nMemFree: 5 kB\nMemAvailable:   1024 kB\n"));

    [Fact]
    public void Read_ThisMachine_SaysWhatItCan()
    {
        var reading = new SystemSource(Path.GetTempPath()).Read();

        Assert.True(reading.DiskTotal >= reading.DiskAvailable);
        Assert.True(!OperatingSystem.IsLinux() || (reading.TotalTime > 0 && reading.MemoryTotal > reading.MemoryAvailable));
    }

    [Fact]
    public async Task Recorder_Ticks_LogASampleEach()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        await using var run = await client.StartRunAsync(new NewRun { ExperimentId = "0" }, cancellationToken: Token);
        var time = new HandTimer();
        var read = 0;
        await using (new SystemMetricsRecorder(run, TimeSpan.FromSeconds(10), () =>
        {
            time.Read.Release();
            return new SystemReading { MemoryTotal = 100e6, MemoryAvailable = (100 - Interlocked.Increment(ref read)) * 1e6 };
        }, time))
        {
            await time.Read.WaitAsync(Token);
            for (var tick = 0; tick < 2; tick++)
            {
                time.Tick();
                await time.Read.WaitAsync(Token);
            }
        }

        await run.FlushAsync(Token);
        var points = (await client.Runs.GetMetricHistoryAsync(run.RunId, "system/system_memory_usage_megabytes", cancellationToken: Token)).Items;
        Assert.Equal([(2.0, 0L), (3.0, 1L)], points.Select(point => (point.Value, point.Step)));
    }

    /// <summary>A clock whose one timer fires when the test says so.</summary>
    private sealed class HandTimer : TimeProvider
    {
        private TimerCallback? _callback;
        private object? _state;

        public SemaphoreSlim Read { get; } = new(0);

        public void Tick() => _callback!(_state);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_callback, _state) = (callback, state);
            return new Fired();
        }

        private sealed class Fired : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
