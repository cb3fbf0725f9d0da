using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Reprise.Core.Errors;
using Reprise.Tracking.Schema;
using Reprise.Tracking.Sqlite;

namespace Reprise.Tracking.Tests.Sqlite;

public sealed class SqliteSchemaTests
{
    private static readonly JsonNode Golden =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "mlflow-schema.json")))!;

    [Fact]
    public async Task Ensure_EmptyDatabase_HasExactlyTheTablesOfMlflow()
    {
        using var home = new TemporaryHome();
        await using (await home.OpenAsync())
        {
        }

        using var connection = Open(home);
        var tables = connection.Query<string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");

        // Ours are beside them, and say so in their names.
        Assert.Contains("reprise_schema", tables);
        Assert.Equal(
            Golden["tables"]!.AsObject().Select(table => table.Key).Order(), tables.Where(name => !name.StartsWith(OwnTables.Prefix, StringComparison.Ordinal)).Order());
        Assert.Equal((string?)Golden["alembic_head"], connection.QuerySingle<string>("SELECT version_num FROM alembic_version"));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Ensure_Table_HasColumnsKeysAndIndexesOfMlflow(string table)
    {
        using var home = new TemporaryHome();
        await using (await home.OpenAsync())
        {
        }

        using var connection = Open(home);
        var golden = Golden["tables"]![table]!;

        Assert.Equal(Lines(golden["columns"]!), Columns(connection, table));
        Assert.Equal(Lines(golden["foreign_keys"]!).Order(), ForeignKeys(connection, table).Order());
        Assert.Equal(Lines(golden["indexes"]!).Order(), Indexes(connection, table).Order());
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherRevision_RefusesWithWords()
    {
        using var home = new TemporaryHome();
        Write(home, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL); INSERT INTO alembic_version VALUES ('0a1b2c3d4e5f')");

        var refusal = await Assert.ThrowsAsync<RepriseException>(async () => await home.OpenAsync());

        Assert.Equal(ErrorCode.InvalidState, refusal.Code);
        Assert.Contains("its revision is 0a1b2c3d4e5f", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("bf29a5ff90ea", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("mlflow db upgrade", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherProgram_RefusesAndLeavesItAlone()
    {
        using var home = new TemporaryHome();
        Write(home, "CREATE TABLE invoices (id INTEGER)");

        var refusal = await Assert.ThrowsAsync<RepriseException>(async () => await home.OpenAsync());

        Assert.Contains("not an MLflow database", refusal.Message, StringComparison.Ordinal);
        using var connection = Open(home);
        Assert.Equal(["invoices"], connection.Query<string>("SELECT name FROM sqlite_schema"));
    }

    [Fact]
    public async Task Open_FileThatIsNoDatabase_RefusesWithWords()
    {
        using var home = new TemporaryHome();
        await File.WriteAllTextAsync(home.Database, new string('x', 4096), TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<RepriseException>(async () => await home.OpenAsync());

        Assert.Contains("is not an SQLite database", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_EmptyFileOfAKilledCreation_CreatesTheTables()
    {
        using var home = new TemporaryHome();
        await File.WriteAllBytesAsync(home.Database, [], TestContext.Current.CancellationToken);

        await using var client = await home.OpenAsync();

        Assert.Equal("Default", (await client.Experiments.GetAsync("0", TestContext.Current.CancellationToken)).Name);
    }

    [Fact]
    public async Task Open_ManyAtOnceOnANewHome_AllSucceed()
    {
        using var home = new TemporaryHome();

        var clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => home.OpenAsync())));

        foreach (var client in clients)
        {
            Assert.Equal("Default", (await client.Experiments.GetAsync("0", TestContext.Current.CancellationToken)).Name);
            await client.DisposeAsync();
        }
    }

    public static TheoryData<string> Tables() => [.. Golden["tables"]!.AsObject().Select(table => table.Key)];

    private static SqliteConnection Open(TemporaryHome home) => SqliteConnections.Open(home.Database, SqliteOpenMode.ReadWriteCreate);

    private static void Write(TemporaryHome home, string sql)
    {
        using var connection = Open(home);
        connection.Execute(sql);
    }

    private static IEnumerable<string> Lines(JsonNode list) => list.AsArray().Select(item => item!.ToJsonString());

    private static IEnumerable<string> Columns(SqliteConnection connection, string table) => connection
        .Query<(string Name, string Type, long NotNull, string? Default, long Key)>("SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info(@table)", new { table })
        .Select(column => new JsonObject
        {
            ["name"] = column.Name,
            ["type"] = column.Type,
            ["not_null"] = column.NotNull == 1,
            ["default"] = column.Default,
            ["pk"] = column.Key,
        }.ToJsonString());

    private static IEnumerable<string> ForeignKeys(SqliteConnection connection, string table) => connection
        .Query<(string From, string Table, string To, string OnDelete)>("SELECT \"from\", \"table\", \"to\", on_delete FROM pragma_foreign_key_list(@table)", new { table })
        .Select(key => new JsonObject { ["from"] = key.From, ["table"] = key.Table, ["to"] = key.To, ["on_delete"] = key.OnDelete }.ToJsonString());

    private static IEnumerable<string> Indexes(SqliteConnection connection, string table) => connection
        .Query<(string Name, long Unique, string Origin)>("SELECT name, \"unique\", origin FROM pragma_index_list(@table)", new { table }).ToList()
        .Select(index => new JsonObject
        {
            ["name"] = index.Name,
            ["unique"] = index.Unique == 1,
            ["origin"] = index.Origin,
            ["columns"] = new JsonArray([.. connection
                .Query<string>("SELECT name FROM pragma_index_info(@name) ORDER BY seqno", new { name = index.Name }).Select(name => JsonValue.Create(name))]),
        }.ToJsonString());
}
