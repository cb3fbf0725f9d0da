using Reprise.Core.Errors;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Runs;
using Reprise.Tracking.Sqlite;

namespace Reprise.Tracking.Client;

/// <summary>Everything tracked, kept in a folder by this process. Several processes may have the same home open.</summary>
public sealed class LocalTrackingClient : IAsyncDisposable
{
    /// <summary>Name of the database file in the home folder.</summary>
    public const string DatabaseFile = "mlflow.db";

    private readonly SqliteDatabase _database;

    private LocalTrackingClient(SqliteDatabase database, TimeProvider time)
    {
        _database = database;
        Experiments = new SqliteExperimentStore(database, time);
        Runs = new SqliteRunStore(database, time);
    }

    /// <inheritdoc/>
    public IExperimentStore Experiments { get; }

    /// <inheritdoc/>
    public IRunStore Runs { get; }

    /// <summary>Opens a home folder, creating what is not there.</summary>
    /// <exception cref="RepriseException">The folder cannot be used, or its database is of another revision.</exception>
    public static Task<LocalTrackingClient> OpenAsync(LocalTrackingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        var home = Path.GetFullPath(options.Home);
        try
        {
            Directory.CreateDirectory(home);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RepriseException(
                ErrorCode.PermissionDenied, $"The home folder '{home}' cannot be made: {exception.Message} Choose another with --home.", exception);
        }

        return Task.FromResult(new LocalTrackingClient(SqliteDatabase.Open(Path.Combine(home, DatabaseFile), options.TimeProvider), options.TimeProvider));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
