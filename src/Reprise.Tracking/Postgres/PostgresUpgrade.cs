using Reprise.Tracking.Database;
using Reprise.Tracking.Schema;

namespace Reprise.Tracking.Postgres;

/// <summary>Brings MLflow's tables of an older revision to <see cref="MlflowRevision.Head"/>, in the transaction of the writer: what differs is altered, what is missing made.</summary>
internal static class PostgresUpgrade
{
    // Each leaves a table as the head has it, whichever of the revisions it is of.
    private const string Alterations =
        """
        ALTER TABLE tags ALTER COLUMN value TYPE VARCHAR(8000);
        ALTER TABLE model_version_tags ALTER COLUMN value TYPE TEXT;
        ALTER TABLE inputs ADD COLUMN IF NOT EXISTS step BIGINT DEFAULT '0' NOT NULL;
        DO $$
        DECLARE name TEXT;
        BEGIN
            FOR name IN SELECT conname FROM pg_constraint WHERE conrelid = 'datasets'::regclass AND contype = 'f' LOOP
                EXECUTE format('ALTER TABLE datasets DROP CONSTRAINT %I', name);
            END LOOP;
        END $$;
        ALTER TABLE datasets ADD CONSTRAINT fk_datasets_experiment_id_experiments FOREIGN KEY (experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE;
        ALTER TABLE IF EXISTS trace_info ADD COLUMN IF NOT EXISTS client_request_id VARCHAR(50), ADD COLUMN IF NOT EXISTS request_preview VARCHAR(1000),
            ADD COLUMN IF NOT EXISTS response_preview VARCHAR(1000);
        ALTER TABLE IF EXISTS trace_tags DROP CONSTRAINT IF EXISTS fk_trace_tags_request_id;
        ALTER TABLE IF EXISTS trace_tags ADD CONSTRAINT fk_trace_tags_request_id FOREIGN KEY (request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE;
        ALTER TABLE IF EXISTS trace_request_metadata DROP CONSTRAINT IF EXISTS fk_trace_request_metadata_request_id;
        ALTER TABLE IF EXISTS trace_request_metadata ADD CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY (request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE;
        ALTER TABLE IF EXISTS evaluation_dataset_records ADD COLUMN IF NOT EXISTS outputs JSON
        """;

    public static void Run(SqlWriter writer)
    {
        var there = writer.Query<string>("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").ToHashSet(StringComparer.Ordinal);
        writer.Script(Alterations);
        foreach (var (table, statements) in MlflowScript.Tables(EmbeddedText.Read("mlflow-schema-postgresql.sql")))
        {
            foreach (var statement in statements.Skip(there.Contains(table) ? 1 : 0))
            {
                writer.Script(statement.Replace(" INDEX ", " INDEX IF NOT EXISTS ", StringComparison.Ordinal));
            }
        }

        writer.Execute("UPDATE alembic_version SET version_num = $1", MlflowRevision.Head);
    }
}
