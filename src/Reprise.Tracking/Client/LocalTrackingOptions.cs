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

    /// <summary>The folder behind <c>mlflow-artifacts:/</c>. Default <c>artifacts</c> in the home.</summary>
    public string? ArtifactsDirectory { get; init; }

    /// <summary>
    /// Folders that experiments may name as artifact location by path or <c>file:</c> URI. Default none: locations outside
    /// <see cref="ArtifactsDirectory"/> can be recorded, their files are neither read nor written.
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
