using System.Runtime.ExceptionServices;

namespace Reprise.Learning.Selection;

/// <summary>Threads that stay beside the caller's from one short run of work items to the next, where starting them each time would cost more than the work.</summary>
/// <remarks>
/// The caller takes items too and never waits for a thread that has not begun one, so a busy machine costs the help and nothing more. Idle threads look for
/// work some microseconds, giving way to others, then sleep. Not thread-safe: one caller.
/// </remarks>
internal sealed class WorkCrew : IDisposable
{
    private const int LooksBeforeSleep = 100;

    private readonly object _gate = new();
    private Job? _job;
    private int _sleeping;
    private bool _ended;

    /// <param name="workers">Threads, the caller's included, at least 1.</param>
    public WorkCrew(int workers)
    {
        for (var i = 1; i < workers; i++)
        {
            new Thread(Help) { IsBackground = true, Name = nameof(WorkCrew) }.Start();
        }
    }

    /// <summary>Runs items 0 to <paramref name="count"/> − 1, started in order; returns when all have ended. The first exception is thrown as it is.</summary>
    public void Run(int count, Action<int> work)
    {
        var job = new Job(count, work);
        Interlocked.Exchange(ref _job, job);
        if (Volatile.Read(ref _sleeping) > 0)
        {
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        }

        job.Work();
        job.Wait();
    }

    /// <summary>Lets the threads end; does not wait for them.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Help()
    {
        Job? last = null;
        var spin = default(SpinWait);
        while (!Volatile.Read(ref _ended))
        {
            var job = Volatile.Read(ref _job);
            if (job != last)
            {
                last = job;
                job?.Work();
                spin = default;
            }
            else if (spin.Count < LooksBeforeSleep)
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }
            else
            {
                Sleep(last);
                spin = default;
            }
        }
    }

    private void Sleep(Job? last)
    {
        Interlocked.Increment(ref _sleeping);       // before the job is looked at: who writes one afterwards sees the sleeper
        lock (_gate)
        {
            while (!_ended && Volatile.Read(ref _job) == last)
            {
                Monitor.Wait(_gate);
            }
        }

        Interlocked.Decrement(ref _sleeping);
    }

    private sealed class Job(int count, Action<int> work)
    {
        private int _next = -1;
        private int _done;
        private ExceptionDispatchInfo? _failure;

        public void Work()
        {
            for (var i = Interlocked.Increment(ref _next); i < count; i = Interlocked.Increment(ref _next))
            {
                try
                {
                    work(i);
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
                }

                Interlocked.Increment(ref _done);
            }
        }

        public void Wait()
        {
            for (var spin = default(SpinWait); Volatile.Read(ref _done) < count;)
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }

            _failure?.Throw();
        }
    }
}
