using Reprise.Tracking.Postgres;

namespace Reprise.Tracking.Client;

/// <summary>Where a tracking store in this process keeps its state.</summary>
public sealed record LocalTrackingOptions
{
    /// <summary>
    /// The home folder, made when it is not there: <c>mlflow.db</c> (MLflow's own schema), <c>artifacts/</c>, <c>tmp/</c>, <c>cache/</c>.
    /// A folder with the database of an MLflow server is used in place.
    /// </summary>
    public required string Home { get; init; }

    /// <summary>
    /// The folder or bucket behind <c>mlflow-artifacts:/</c>: a path, <c>s3://bucket/prefix</c> or <c>wasbs://container@account.blob.core.windows.net/prefix</c>.
    /// Default the variable <c>MLFLOW_ARTIFACTS_DESTINATION</c>, else <c>artifacts</c> in the home.
    /// </summary>
    public string? ArtifactsDestination { get; init; }

    /// <summary>
    /// Where new experiments keep their artifacts, each below its id: a path or URI as above. Clients then read and write there themselves, with credentials of
    /// their own. Default the variable <c>MLFLOW_DEFAULT_ARTIFACT_ROOT</c>, else <c>mlflow-artifacts:/</c>, through this store. Experiments that exist stay
    /// where they are.
    /// </summary>
    public string? DefaultArtifactRoot { get; init; }

    /// <summary>
    /// Folders and buckets that experiments may name as artifact location by path or URI, beside the two above. Default none: other locations
    /// can be recorded, their files are neither read nor written.
    /// </summary>
    public IReadOnlyList<string> AllowedArtifactRoots { get; init; } = [];

    /// <summary>
    /// The database: SQLite or PostgreSQL, with MLflow's tables. Default null: SQLite in <c>mlflow.db</c> of the home, which in any case holds the
    /// artifacts and everything else that is a file.
    /// </summary>
    public BackendStoreUri? BackendStore { get; init; }

    /// <summary>Limits of the work with a PostgreSQL server; without meaning for SQLite.</summary>
    public PostgresOptions Postgres { get; init; } = new();

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
