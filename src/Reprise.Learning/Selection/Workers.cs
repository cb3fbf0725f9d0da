using System.Runtime.ExceptionServices;

namespace Reprise.Learning.Selection;

/// <summary>Work items taken one after the other by a bounded number of workers.</summary>
internal static class Workers
{
    /// <summary>Runs items 0 to <paramref name="count"/> − 1; started in order. The first exception ends the run and is thrown as it is.</summary>
    public static void Run(int count, int? maxWorkers, Action<int> work, CancellationToken cancellationToken)
    {
        var next = -1;
        ExceptionDispatchInfo? failure = null;
        void Work(int worker)
        {
            for (var i = Interlocked.Increment(ref next); i < count && Volatile.Read(ref failure) is null; i = Interlocked.Increment(ref next))
            {
                try
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    work(i);
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                }
            }
        }

        var workers = Math.Min(maxWorkers ?? Environment.ProcessorCount, count);
        if (workers <= 1)
        {
            Work(0);
        }
        else
        {
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, Work);
        }

        failure?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
