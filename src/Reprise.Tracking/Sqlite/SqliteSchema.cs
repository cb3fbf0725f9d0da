using Dapper;
using Microsoft.Data.Sqlite;
using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Schema;

namespace Reprise.Tracking.Sqlite;

/// <summary>Creates MLflow's tables in an empty database and ours beside them, and refuses a database of another revision. Whole or not at all: one transaction.</summary>
internal static class SqliteSchema
{
    /// <summary>Leaves the database ready: tables of <see cref="MlflowRevision.Head"/> and an experiment to log into.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidState"/>: the file is something else, or of another revision.</exception>
    public static void Ensure(SqliteConnection connection, SqliteWriter writer, long now, string artifactRoot = ArtifactUri.OwnRoot)
    {
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            if (connection.QuerySingle<long>("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'reprise_%'") == 0)
            {
                connection.Execute(EmbeddedText.Read("mlflow-schema-sqlite.sql"));
                connection.Execute("INSERT INTO alembic_version (version_num) VALUES (@Head)", new { MlflowRevision.Head });
            }
            else
            {
                RequireRevision(connection);
            }

            AddDefaultExperiment(connection, ArtifactUri.Append(artifactRoot, "0"), now);
            OwnTables.Ensure(writer, connection.DataSource);
            connection.Execute("COMMIT TRANSACTION");
        }
        catch
        {
            connection.Execute("ROLLBACK TRANSACTION");
            throw;
        }
    }

    private static void RequireRevision(SqliteConnection connection)
    {
        var found = connection.QuerySingle<long>("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'alembic_version'") == 0
            ? null
            : connection.Query<string>("SELECT version_num FROM alembic_version").ToList();
        MlflowRevision.RequireHead(found, connection.DataSource);
    }

    private static void AddDefaultExperiment(SqliteConnection connection, string location, long now) => connection.Execute(
        """
        INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
        SELECT 0, 'Default', @location, 'active', @now, @now WHERE NOT EXISTS (SELECT 1 FROM experiments)
        """,
        new { now, location });
}
