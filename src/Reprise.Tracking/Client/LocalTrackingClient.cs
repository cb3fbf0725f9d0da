using Reprise.Core.Errors;
using Reprise.Storage.Local;
using Reprise.Tracking.Access;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Database;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Operations;
using Reprise.Tracking.Postgres;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;
using Reprise.Tracking.Sqlite;
using Reprise.Tracking.Webhooks;

namespace Reprise.Tracking.Client;

/// <summary>Everything tracked, kept in a folder by this process. Several processes may have the same home open.</summary>
public sealed class LocalTrackingClient : ITrackingClient
{
    /// <summary>Name of the database file in the home folder.</summary>
    public const string DatabaseFile = "mlflow.db";

    private readonly TrackingDatabase _database;
    private readonly ArtifactStore _artifacts;

    private LocalTrackingClient(
        TrackingDatabase database, ArtifactStore artifacts, string artifactRoot, WebhookSecrets secrets, TimeProvider time)
    {
        (_database, ArtifactRoot) = (database, artifactRoot);
        Experiments = new ExperimentStore(database, artifactRoot, time);
        Runs = new RunStore(database, time);
        Registry = new ModelRegistryStore(database, time);
        LoggedModels = new LoggedModelStore(database, time);
        Audit = new AuditStore(database);
        Artifacts = _artifacts = artifacts;
        Webhooks = new WebhookStore(database, secrets, time);
        WebhookOutbox = new WebhookOutbox(database, time);
        Access = new AccessStores(database, time);
    }

    /// <inheritdoc/>
    public IExperimentStore Experiments { get; }

    /// <inheritdoc/>
    public IRunStore Runs { get; }

    /// <inheritdoc/>
    public IModelRegistryStore Registry { get; }

    /// <inheritdoc/>
    public ILoggedModelStore LoggedModels { get; }

    /// <inheritdoc/>
    public IAuditStore Audit { get; }

    /// <inheritdoc/>
    public IArtifactStore Artifacts { get; }

    /// <summary>Who is told of changes in the registry.</summary>
    internal WebhookStore Webhooks { get; }

    /// <summary>What they are still to be told.</summary>
    internal WebhookOutbox WebhookOutbox { get; }

    /// <summary>The database, for work that keeps ids and times as they were elsewhere.</summary>
    internal TrackingDatabase Database => _database;

    /// <summary>What the database measures about itself; null when it measures nothing.</summary>
    internal StoreMeter? Meter => _database.Meter;

    /// <summary>Who may use the store through a server.</summary>
    public AccessStores Access { get; }

    /// <summary>Opens a home folder, creating what is not there. Runs left by a process of this machine that is gone are marked KILLED.</summary>
    /// <exception cref="RepriseException">The folder cannot be used, or its database is of another revision.</exception>
    public static async Task<LocalTrackingClient> OpenAsync(LocalTrackingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        var client = await OpenAsync(Path.GetFullPath(options.Home), options, cancellationToken).ConfigureAwait(false);
        try
        {
            await InterruptedRuns.MarkAsync(client._database, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Where experiments without a location of their own keep artifacts, each below its id.</summary>
    internal string ArtifactRoot { get; }

    /// <summary>How many active runs are in state RUNNING. One pass over the runs.</summary>
    internal Task<long> CountRunningAsync(CancellationToken cancellationToken) => _database.ReadAsync(
        reader => reader.Value<long>("SELECT count(*) FROM runs WHERE status = 'RUNNING' AND lifecycle_stage = 'active'"), cancellationToken);

    /// <summary>Asks the places of artifacts that lie behind a network whether they can be read; cheap, once before serving others.</summary>
    /// <exception cref="RepriseException">A bucket is not there, refuses, or does not answer.</exception>
    public Task CheckArtifactsAsync(CancellationToken cancellationToken = default) => _artifacts.CheckAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _artifacts.Dispose();
        return _database.DisposeAsync();
    }

    private static async Task<LocalTrackingClient> OpenAsync(string home, LocalTrackingOptions options, CancellationToken cancellationToken)
    {
        if (File.Exists(home))
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, $"The home '{home}' is a file; a home is a folder. Name another.");
        }

        try
        {
            Leftovers.Delete(Directory.CreateDirectory(Path.Combine(home, "tmp")).FullName, options.TimeProvider);
            Directory.CreateDirectory(Path.Combine(home, "cache"));
            var root = ArtifactLocation.Root(options.DefaultArtifactRoot ?? Environment.GetEnvironmentVariable("MLFLOW_DEFAULT_ARTIFACT_ROOT"));
            var destination = options.ArtifactsDestination ?? Environment.GetEnvironmentVariable("MLFLOW_ARTIFACTS_DESTINATION") ?? "";
            var artifacts = new ArtifactStore(ArtifactRoots.Of(
                destination.Length > 0 ? destination : Path.Combine(home, "artifacts"),
                root == ArtifactUri.OwnRoot ? options.AllowedArtifactRoots : [root, .. options.AllowedArtifactRoots],
                options.TimeProvider));
            var database = await OpenDatabaseAsync(home, root, options, cancellationToken).ConfigureAwait(false);
            var secrets = new WebhookSecrets(Path.Combine(home, "keys", "webhooks.key"));
            return new LocalTrackingClient(database, artifacts, root, secrets, options.TimeProvider);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RepriseException(
                ErrorCode.PermissionDenied, $"The home folder '{home}' cannot be used: {exception.Message} Choose another folder.", exception);
        }
    }

    private static async Task<TrackingDatabase> OpenDatabaseAsync(
        string home, string artifactRoot, LocalTrackingOptions options, CancellationToken cancellationToken) =>
        options.BackendStore is { Postgres: { } address } store
            ? await PostgresDatabase.OpenAsync(address, store.ToString(), options.Postgres, options.TimeProvider, artifactRoot, cancellationToken).ConfigureAwait(false)
            : SqliteDatabase.Open(Path.GetFullPath(options.BackendStore?.SqlitePath ?? Path.Combine(home, DatabaseFile)), options.TimeProvider, artifactRoot);
}
