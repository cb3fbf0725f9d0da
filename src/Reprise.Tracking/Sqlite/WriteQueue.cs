using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Reprise.Tracking.Database;
using Reprise.Tracking.Operations;

namespace Reprise.Tracking.Sqlite;

/// <summary>
/// Lets one piece of work write at a time and commits what waits together: one flush to disk serves every caller in the group.
/// Each piece is atomic by itself (a savepoint); nobody hears of success before the commit is on disk. At most <see cref="Capacity"/> wait; more callers wait to enter.
/// </summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    /// <summary>Pieces of work that may wait.</summary>
    public const int Capacity = 1024;

    /// <summary>Pieces of work in one commit.</summary>
    public const int GroupSize = 64;

    private readonly Channel<WriteItem> _waiting = Channel.CreateBounded<WriteItem>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly SqliteWriter _writer;
    private readonly StoreMeter _meter;
    private readonly Task _loop;

    public WriteQueue(SqliteWriter writer)
    {
        _writer = writer;
        _meter = new StoreMeter(() => _waiting.Reader.Count, () => SqliteFiles.Size(writer.Path));
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>What the queue measures.</summary>
    public StoreMeter Meter => _meter;

    public async Task<T> RunAsync<T>(Func<SqlWriter, T> work, CancellationToken cancellationToken)
    {
        var item = new WriteItem<T>(work, cancellationToken);
        try
        {
            await _waiting.Writer.WriteAsync(item, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteDatabase));
        }

        return await item.Completion.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
        _writer.Dispose();
        _meter.Dispose();
    }

    private async Task LoopAsync()
    {
        var group = new List<WriteItem>(GroupSize);
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            group.Clear();
            while (group.Count < GroupSize && _waiting.Reader.TryRead(out var item))
            {
                if (!item.IsCancelled())
                {
                    group.Add(item);
                }
            }

            if (group.Count > 0)
            {
                await CommitAsync(group).ConfigureAwait(false);
            }
        }
    }

    private async Task CommitAsync(List<WriteItem> group)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await _writer.BeginAsync().ConfigureAwait(false);
            group.ForEach(RunInSavepoint);
            _writer.Execute("COMMIT");
            var refused = group.Count(item => item.Failure is not null);
            _meter.Committed(group.Count - refused, refused, failed: 0, Stopwatch.GetElapsedTime(began));
            group.ForEach(item => item.Complete());
        }
        catch (Exception exception)
        {
            // The whole transaction is lost: locked, disk full, damaged file.
            RollBack();
            _meter.Committed(stored: 0, refused: 0, group.Count, Stopwatch.GetElapsedTime(began));
            var failure = SqliteErrors.Translate(exception, _writer.Path);
            group.ForEach(item => item.Fail(failure));
        }
    }

    private void RunInSavepoint(WriteItem item)
    {
        _writer.Execute("SAVEPOINT item");
        try
        {
            item.Run(_writer);
            _writer.Execute("RELEASE item");
        }
        catch (Exception exception)
        {
            _writer.Execute("ROLLBACK TO item");
            _writer.Execute("RELEASE item");
            item.Failure = SqliteErrors.Translate(exception, _writer.Path);
        }
    }

    private void RollBack()
    {
        try
        {
            _writer.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself.
        }
    }
}
