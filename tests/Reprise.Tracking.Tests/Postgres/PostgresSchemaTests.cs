using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using Reprise.Core.Errors;
using Reprise.Testing.Postgres;
using Reprise.Tracking.Client;
using Reprise.Tracking.Schema;

namespace Reprise.Tracking.Tests.Postgres;

/// <summary>
/// The tables are MLflow's: columns, keys and indexes as recorded from MLflow 3.6 on SQLite, in the types of SQLAlchemy's PostgreSQL dialect; the names of
/// constraints as in the dump of a PostgreSQL database that MLflow made at the same revision.
/// </summary>
public sealed class PostgresSchemaTests
{
    private static readonly JsonNode Golden =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "mlflow-schema.json")))!;

    private static readonly string[] Constraints =
    [
        "alembic_version_pkc", "assessments_pk", "dataset_pk", "entity_associations_pk", "evaluation_dataset_records_pk", "evaluation_dataset_tags_pk",
        "evaluation_datasets_pk", "experiment_pk", "experiment_tag_pk", "experiments_name_key", "input_tags_pk", "inputs_pk", "jobs_pk", "latest_metric_pk",
        "logged_model_metrics_pk", "logged_model_params_pk", "logged_model_tags_pk", "logged_models_pk", "metric_pk", "model_version_pk", "model_version_tag_pk",
        "param_pk", "registered_model_alias_pk", "registered_model_pk", "registered_model_tag_pk", "run_pk", "scorer_pk", "scorer_version_pk", "spans_pk", "tag_pk",
        "trace_info_pk", "trace_request_metadata_pk", "trace_tag_pk", "unique_dataset_input", "webhook_event_pk", "webhook_pk",
        "experiment_tags_experiment_id_fkey", "fk_assessments_trace_id", "fk_datasets_experiment_id_experiments", "fk_evaluation_dataset_records_dataset_id",
        "fk_evaluation_dataset_tags_dataset_id", "fk_logged_model_metrics_experiment_id", "fk_logged_model_metrics_model_id", "fk_logged_model_metrics_run_id",
        "fk_logged_model_params_experiment_id", "fk_logged_model_params_model_id", "fk_logged_model_tags_experiment_id", "fk_logged_model_tags_model_id",
        "fk_logged_models_experiment_id", "fk_scorer_versions_scorer_id", "fk_scorers_experiment_id", "fk_spans_experiment_id", "fk_spans_trace_id",
        "fk_trace_info_experiment_id", "fk_trace_request_metadata_request_id", "fk_trace_tags_request_id", "latest_metrics_run_uuid_fkey", "metrics_run_uuid_fkey",
        "model_version_tags_name_version_fkey", "model_versions_name_fkey", "params_run_uuid_fkey", "registered_model_alias_name_fkey",
        "registered_model_tags_name_fkey", "runs_experiment_id_fkey", "tags_run_uuid_fkey", "webhook_events_webhook_id_fkey",
        "experiments_lifecycle_stage", "logged_models_lifecycle_stage_check", "runs_lifecycle_stage", "runs_status_check", "source_type",
    ];

    [Fact]
    public async Task Ensure_EmptyDatabase_HasMlflowsTablesColumnsKeysAndIndexes()
    {
        await using var connection = await NewDatabaseAsync();
        var names = (await connection.QueryAsync<string>("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).ToList();
        var expected = new List<string>();
        var actual = new List<string>();
        foreach (var (table, golden) in Golden["tables"]!.AsObject())
        {
            expected.AddRange(ExpectedOf(table, golden!).Order(StringComparer.Ordinal));
            actual.AddRange((await ActualOfAsync(connection, table)).Order(StringComparer.Ordinal));
        }

        Assert.Contains("reprise_schema", names);
        Assert.Equal(
            Golden["tables"]!.AsObject().Select(table => table.Key).Order(), names.Where(name => !name.StartsWith(OwnTables.Prefix, StringComparison.Ordinal)).Order());
        Assert.Equal(expected, actual);
        Assert.Equal((string?)Golden["alembic_head"], await connection.QuerySingleAsync<string>("SELECT version_num FROM alembic_version"));
    }

    [Fact]
    public async Task Ensure_EmptyDatabase_NamesConstraintsAsMlflow()
    {
        await using var connection = await NewDatabaseAsync();
        var names = await connection.QueryAsync<string>(
            "SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f', 'c') AND conrelid::regclass::text NOT LIKE 'reprise%'");

        Assert.Equal(Constraints.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        Assert.Equal("experiments_experiment_id_seq", await connection.QuerySingleAsync<string>("SELECT pg_get_serial_sequence('experiments', 'experiment_id')::regclass::text"));
    }

    [Fact]
    public async Task Open_AnotherRevision_RefusesWithWordsAndWithoutThePassword()
    {
        var (server, database) = await EmptyDatabaseAsync();
        await server.ExecuteAsync(database, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL); INSERT INTO alembic_version VALUES ('0a1b2c3d4e5f')");

        var refusal = await Assert.ThrowsAsync<RepriseException>(() => TrackingClient.OpenAsync(server.LoopbackUri(database), TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.InvalidState, refusal.Code);
        Assert.Contains("its revision is 0a1b2c3d4e5f", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WrongPasswordOrDatabase_RefusesWithWordsAndWithoutThePassword()
    {
        var (server, database) = await EmptyDatabaseAsync();
        var wrong = server.LoopbackUri(database).Replace(Uri.EscapeDataString(PostgresServer.Password), "not-this-one", StringComparison.Ordinal);

        var login = await Assert.ThrowsAsync<RepriseException>(() => TrackingClient.OpenAsync(wrong, TestContext.Current.CancellationToken));
        var nowhere = await Assert.ThrowsAsync<RepriseException>(() => TrackingClient.OpenAsync(server.LoopbackUri("nowhere"), TestContext.Current.CancellationToken));

        Assert.Equal((ErrorCode.PermissionDenied, ErrorCode.ResourceDoesNotExist), (login.Code, nowhere.Code));
        Assert.DoesNotContain("not-this-one", login.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, nowhere.ToString(), StringComparison.Ordinal);
    }

    private static async Task<(PostgresServer Server, string Database)> EmptyDatabaseAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var server = await PostgresServer.SharedAsync();
        return (server, await server.CreateDatabaseAsync());
    }

    private static async Task<NpgsqlConnection> NewDatabaseAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        using var store = await PostgresStore.CreateAsync();
        var connection = new NpgsqlConnection(store.Server.ConnectionString(store.Database));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private static IEnumerable<string> ExpectedOf(string table, JsonNode golden)
    {
        foreach (var column in golden["columns"]!.AsArray())
        {
            yield return $"{table}.{column!["name"]} {TypeOf((string)column["type"]!)}{((bool)column["not_null"]! ? " NOT NULL" : "")} {DefaultOf(table, column)}".TrimEnd();
        }

        var keys = golden["columns"]!.AsArray().Where(column => (int)column!["pk"]! > 0).OrderBy(column => (int)column!["pk"]!).Select(column => column!["name"]);
        yield return $"{table} primary key ({string.Join(", ", keys)})";
        foreach (var index in golden["indexes"]!.AsArray().Where(index => (string?)index!["origin"] == "c"))
        {
            var columns = string.Join(", ", index!["columns"]!.AsArray());
            yield return $"{table} {((bool)index["unique"]! ? "unique " : "")}index {index["name"]} ({columns})";
        }

        foreach (var key in golden["foreign_keys"]!.AsArray())
        {
            yield return $"{table}.{key!["from"]} references {key["table"]}.{key["to"]} {key["on_delete"]}";
        }
    }

    // The types of SQLAlchemy's dialect: FLOAT(53) is double precision, the others keep their names.
    private static string TypeOf(string type) => type.ToLowerInvariant() switch
    {
        "float" => "double precision",
        var other => other.Replace("varchar", "character varying", StringComparison.Ordinal),
    };

    private static string DefaultOf(string table, JsonNode column) => (table, (string)column["name"]!, (string?)column["default"]) switch
    {
        ("experiments", "experiment_id", _) => "nextval('experiments_experiment_id_seq'::regclass)",
        (_, "is_nan", "'0'") => "false",
        (_, _, "'0'") => "'0'::bigint",
        (_, _, "'ACTIVE'") => "'ACTIVE'::character varying",
        (_, _, null) => "",
        var (_, _, other) => other,
    };

    private static async Task<List<string>> ActualOfAsync(NpgsqlConnection connection, string table)
    {
        var lines = (await connection.QueryAsync<string>(
            """
            SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
                   || coalesce(' ' || pg_get_expr(d.adbin, d.adrelid), '')
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE c.oid = @table::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            UNION ALL
            SELECT @table || CASE WHEN i.indisprimary THEN ' primary key' WHEN i.indisunique THEN ' unique index ' || x.relname ELSE ' index ' || x.relname END || ' ('
                   || (SELECT string_agg(a.attname, ', ' ORDER BY k.place) FROM unnest(i.indkey) WITH ORDINALITY k (attnum, place)
                       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum) || ')'
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
            WHERE i.indrelid = @table::regclass AND (i.indisprimary OR NOT EXISTS (SELECT 1 FROM pg_constraint u WHERE u.conindid = i.indexrelid AND u.contype = 'u'))
            UNION ALL
            SELECT @table || '.' || a.attname || ' references ' || f.confrelid::regclass::text || '.' || b.attname
                   || CASE f.confdeltype WHEN 'c' THEN ' CASCADE' WHEN 'n' THEN ' SET NULL' ELSE ' NO ACTION' END
            FROM pg_constraint f CROSS JOIN LATERAL unnest(f.conkey, f.confkey) AS k (mine, theirs)
            JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.mine JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = k.theirs
            WHERE f.conrelid = @table::regclass AND f.contype = 'f'
            """,
            new { table })).ToList();
        return lines;
    }
}
