using System.Collections.Concurrent;

namespace Reprise.Tracking.Postgres;

/// <summary>
/// Threads that wait for a database server so that none of the runtime's pool does: that pool grows slowly, and everything else would stand still
/// meanwhile. Started when there is work and none is free, at most <paramref name="threads"/>; at most <paramref name="waiting"/> pieces of work wait beside them.
/// </summary>
internal sealed class WorkerThreads(int threads, int waiting, string name) : IAsyncDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly SemaphoreSlim _room = new(threads + waiting);
    private readonly List<Thread> _started = [];
    private int _busy;
    private bool _disposed;

    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            Start(() =>
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    completion.TrySetCanceled(cancellationToken);
                    return;
                }

                try
                {
                    completion.TrySetResult(work());
                }
                catch (Exception exception)
                {
                    completion.TrySetException(exception);
                }
            });
            return await completion.Task.ConfigureAwait(false);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Lets the work that was accepted end, and the threads with it.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_started)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _work.CompleteAdding();
        }

        await Task.Run(() => _started.ForEach(thread => thread.Join())).ConfigureAwait(false);
        _work.Dispose();
        _room.Dispose();
    }

    private void Start(Action work)
    {
        lock (_started)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _busy++;
            if (_busy > _started.Count && _started.Count < threads)
            {
                var thread = new Thread(Loop) { IsBackground = true, Name = name };
                _started.Add(thread);
                thread.Start();
            }

            _work.Add(work);
        }
    }

    private void Loop()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
            lock (_started)
            {
                _busy--;
            }
        }
    }
}
