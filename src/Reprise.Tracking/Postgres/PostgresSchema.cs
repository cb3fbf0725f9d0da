using Npgsql;
using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Database;
using Reprise.Tracking.Schema;

namespace Reprise.Tracking.Postgres;

/// <summary>Creates MLflow's tables in a database without them, ours beside them, and refuses another revision, in the transaction at hand.</summary>
internal static class PostgresSchema
{
    /// <summary>Held while tables are looked at or made, so that programs that start together do it one after another.</summary>
    private const long Turn = 0x5265707269736531;

    /// <summary>Leaves the database ready: tables of <see cref="MlflowRevision.Head"/> and an experiment to log into.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidState"/>: the tables are of another program, or of another revision.</exception>
    public static void Ensure(NpgsqlConnection connection, string name, long now, string artifactRoot)
    {
        var writer = new PostgresWriter(connection);
        TakeTurn(writer);
        var tables = writer.Query<string>("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").ToHashSet(StringComparer.Ordinal);
        if (tables.Contains("alembic_version"))
        {
            MlflowRevision.RequireHead(writer.Query<string>("SELECT version_num FROM alembic_version"), name);
        }
        else if (tables.Contains("experiments") || tables.Contains("runs"))
        {
            MlflowRevision.RequireHead(null, name);
        }
        else
        {
            writer.Script(EmbeddedText.Read("mlflow-schema-postgresql.sql"));
            writer.Execute("INSERT INTO alembic_version (version_num) VALUES ($1)", MlflowRevision.Head);
        }

        writer.Execute(
            """
            INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
            SELECT 0, 'Default', $2, 'active', $1, $1 WHERE NOT EXISTS (SELECT 1 FROM experiments)
            """,
            now,
            ArtifactUri.Append(artifactRoot, "0"));
        OwnTables.Ensure(writer, name);
    }

    /// <summary>Waits until no other program looks at or makes tables; lasts to the end of the transaction.</summary>
    public static void TakeTurn(SqlWriter writer) => writer.Scalar<string>("SELECT pg_advisory_xact_lock($1)::text", Turn);
}
