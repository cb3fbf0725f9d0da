using Reprise.Tracking.Operations;

namespace Reprise.Tracking.Database;

/// <summary>A database with MLflow's tables and our own. Safe to share between threads; several processes may have the same one open.</summary>
internal abstract class TrackingDatabase : IAsyncDisposable
{
    /// <summary>How statements for this database are written where databases differ.</summary>
    public abstract SqlDialect Dialect { get; }

    /// <summary>What the database measures about itself; null when it measures nothing.</summary>
    public virtual StoreMeter? Meter => null;

    /// <summary>Reads in one snapshot: all queries of the work see the same state.</summary>
    public abstract Task<T> ReadAsync<T>(Func<SqlReader, T> work, CancellationToken cancellationToken);

    /// <summary>
    /// Writes in one transaction: all or nothing; when the task ends well the change is on disk. The work may run again after a conflict with another
    /// writer, so it changes nothing but the database.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<SqlWriter, T> work, CancellationToken cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<SqlWriter> work, CancellationToken cancellationToken) => WriteAsync(
        writer =>
        {
            work(writer);
            return 0;
        },
        cancellationToken);

    public abstract ValueTask DisposeAsync();
}
