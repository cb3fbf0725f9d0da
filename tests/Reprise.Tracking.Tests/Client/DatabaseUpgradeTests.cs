using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using Reprise.Core.Errors;
using Reprise.Testing.Postgres;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;
using Reprise.Tracking.Schema;
using Reprise.Tracking.Sqlite;

namespace Reprise.Tracking.Tests.Client;

/// <summary>Databases as MLflow left them in October 2023 (acf3f17fdcc7), at the end of version 2, and in version 3 before jobs came: afterwards they are the head's, with every row.</summary>
[Trait("Culture", "none")]
public sealed partial class DatabaseUpgradeTests
{
    private const string Run = "00000000000000000000000000000001";

    private const string Rows =
        """
        INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time) VALUES (7, 'old', 'mlflow-artifacts:/7', 'active', 1, 1);
        INSERT INTO runs (run_uuid, name, source_type, status, start_time, lifecycle_stage, artifact_uri, experiment_id)
        VALUES ('00000000000000000000000000000001', 'n', 'LOCAL', 'FINISHED', 5, 'active', 'mlflow-artifacts:/7/1/artifacts', 7);
        INSERT INTO tags (key, value, run_uuid) VALUES ('z', '1', '00000000000000000000000000000001'), ('a', '2', '00000000000000000000000000000001');
        INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source) VALUES ('d', 7, 'set', '1', 'local', 'x');
        INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id) VALUES ('i', 'DATASET', 'd', 'RUN', '00000000000000000000000000000001');
        INSERT INTO registered_models (name, creation_time, last_updated_time) VALUES ('m', 1, 1);
        INSERT INTO model_versions (name, version, creation_time, last_updated_time, current_stage, source, status) VALUES ('m', 1, 1, 1, 'None', 's3://b/x', 'READY');
        INSERT INTO model_version_tags (key, value, name, version) VALUES ('k', 'v', 'm', 1);
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Revisions => ["acf3f17fdcc7", "0584bdc529eb", "71994744cf8e"];

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task Run_OlderSqlite_HasTheTablesOfTheHeadAndEveryRow(string revision)
    {
        using var home = new TemporaryHome();
        using var fresh = new TemporaryHome();
        await (await fresh.OpenAsync()).DisposeAsync();
        using (var connection = SqliteConnections.Open(home.Database, SqliteOpenMode.ReadWriteCreate))
        {
            connection.Execute(Older("mlflow-schema-sqlite.sql", revision) + Rows);
        }

        var refusal = await Assert.ThrowsAsync<RepriseException>(() => home.OpenAsync());
        var report = await DatabaseUpgrade.RunAsync(new LocalTrackingOptions { Home = home.Folder }, backedUp: false, Token);

        Assert.Contains("reprise db upgrade", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((revision, MlflowRevision.Head), (report.From, report.To));
        Assert.Equal(SqliteShape(fresh.Database), SqliteShape(home.Database));
        await using (var client = await home.OpenAsync())
        {
            await AssertRowsAsync(client);
        }

        var kept = DatabaseUpgrade.Restore(new LocalTrackingOptions { Home = home.Folder }, report.Backup!);

        Assert.Contains(revision, (await Assert.ThrowsAsync<RepriseException>(() => home.OpenAsync())).Message, StringComparison.Ordinal);
        DatabaseUpgrade.Restore(new LocalTrackingOptions { Home = home.Folder }, kept!);
        await (await home.OpenAsync()).DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task Run_OlderPostgres_HasTheTablesOfTheHeadAndEveryRow(string revision)
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        using var fresh = await PostgresStore.CreateAsync();
        var server = fresh.Server;
        var database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync(database, Older("mlflow-schema-postgresql.sql", revision) + Rows);
        var options = new LocalTrackingOptions { Home = fresh.Home, BackendStore = BackendStoreUri.Parse(server.Uri(database)) };

        var unsaid = await Assert.ThrowsAsync<RepriseException>(() => DatabaseUpgrade.RunAsync(options, backedUp: false, Token));
        var report = await DatabaseUpgrade.RunAsync(options, backedUp: true, Token);

        Assert.Contains("pg_dump", unsaid.Message, StringComparison.Ordinal);
        Assert.Equal((revision, MlflowRevision.Head), (report.From, report.To));
        await using (var client = await LocalTrackingClient.OpenAsync(options, Token))
        {
            await AssertRowsAsync(client);
        }

        Assert.Equal(await PostgresShapeAsync(server, fresh.Database), await PostgresShapeAsync(server, database));
    }

    [Fact]
    public async Task Run_HeadOrUnknown_ChangesNothing()
    {
        using var home = new TemporaryHome();
        await (await home.OpenAsync()).DisposeAsync();
        var options = new LocalTrackingOptions { Home = home.Folder };

        Assert.Equal(new DatabaseUpgradeReport(MlflowRevision.Head, MlflowRevision.Head, null), await DatabaseUpgrade.RunAsync(options, backedUp: false, Token));
        using (var connection = SqliteConnections.Open(home.Database, SqliteOpenMode.ReadWrite))
        {
            connection.Execute("UPDATE alembic_version SET version_num = 'ffffffffffff'");
        }

        var refusal = await Assert.ThrowsAsync<RepriseException>(() => DatabaseUpgrade.RunAsync(options, backedUp: false, Token));

        Assert.Contains("mlflow db upgrade", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("a newer MLflow", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(home.Folder, "*.backup"));
    }

    private static async Task AssertRowsAsync(LocalTrackingClient client)
    {
        var run = await client.Runs.GetAsync(Run, Token);

        Assert.Equal(["set"], run.DatasetInputs.Select(dataset => dataset.Name));
        Assert.Equal(["z", "a"], run.Tags.Select(tag => tag.Key));
        Assert.Equal("v", (await client.Registry.GetVersionAsync("m", 1, Token)).Tag("k"));
        await client.Runs.SetTagAsync(Run, new Tag("long", new string('x', 8000)), Token);
        await client.Registry.CreateVersionAsync(new NewModelVersion { Name = "m", Source = "s3://b/y" }, Token);
        await client.LoggedModels.CreateAsync("7", cancellationToken: Token);
    }

    // The head's script with what MLflow's migrations after the revision did taken back.
    private static string Older(string script, string revision)
    {
        var at = MlflowRevision.Older.ToList().IndexOf(revision);
        bool Has(string other) => MlflowRevision.Older.ToList().IndexOf(other) <= at;
        string[] absent =
        [
            "jobs",
            .. Has("71994744cf8e") ? Array.Empty<string>() : ["evaluation_datasets", "evaluation_dataset_records", "evaluation_dataset_tags"],
            .. Has("534353b11cbc") ? Array.Empty<string>() : ["scorers", "scorer_versions", "webhooks", "webhook_events", "entity_associations", "spans", "assessments"],
            .. Has("400f98739977") ? Array.Empty<string>() : ["logged_models", "logged_model_metrics", "logged_model_params", "logged_model_tags"],
            .. Has("867495a8f9d4") ? Array.Empty<string>() : ["trace_info", "trace_tags", "trace_request_metadata"],
        ];
        var statements = MlflowScript.Tables(EmbeddedText.Read(script)).Where(table => !absent.Contains(table.Table)).SelectMany(table => table.Statements);
        var text = string.Join(";\n", statements) + $";\nINSERT INTO alembic_version VALUES ('{revision}');\n";
        text = text.Replace(",\n    outputs JSON", "", StringComparison.Ordinal);
        if (!Has("cbc13b556ace"))
        {
            text = TraceColumns().Replace(text, "");
        }

        if (!Has("bda7b8c39065"))
        {
            text = VersionTagValue().Replace(text, "$1VARCHAR(5000)");
        }

        if (!Has("6953534de441"))
        {
            text = InputStep().Replace(text, "");
        }

        if (!Has("0584bdc529eb"))
        {
            text = DatasetKey().Replace(text, "$1").Replace("fk_datasets_experiment_id_experiments", "datasets_experiment_id_fkey", StringComparison.Ordinal);
        }

        return Has("f5a4f2784254") ? text : RunTagValue().Replace(text, "$1VARCHAR(5000)");
    }

    private static List<string> SqliteShape(string path)
    {
        using var connection = SqliteConnections.Open(path, SqliteOpenMode.ReadOnly);
        return connection.Query<string>("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema WHERE tbl_name NOT LIKE 'reprise%'")
            .Select(line => line.Replace("\"", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
    }

    private static async Task<List<string>> PostgresShapeAsync(PostgresServer server, string database)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString(database));
        var lines = await connection.QueryAsync<string>(
            """
            SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(character_maximum_length, 0) || ' ' || is_nullable || ' ' || coalesce(column_default, '')
            FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            """);
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@",\n    (client_request_id|request_preview|response_preview) VARCHAR\(\d+\)")]
    private static partial Regex TraceColumns();

    [GeneratedRegex(@"(TABLE model_version_tags \([^;]*?value )TEXT")]
    private static partial Regex VersionTagValue();

    [GeneratedRegex(@",\n    step BIGINT DEFAULT '0' NOT NULL(?=,\n    CONSTRAINT inputs_pk)")]
    private static partial Regex InputStep();

    [GeneratedRegex(@"(TABLE datasets \([^;]*?REFERENCES experiments \(experiment_id\)) ON DELETE CASCADE")]
    private static partial Regex DatasetKey();

    [GeneratedRegex(@"(TABLE tags \([^;]*?value )VARCHAR\(8000\)")]
    private static partial Regex RunTagValue();
}
