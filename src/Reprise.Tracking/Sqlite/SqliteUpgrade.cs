using Dapper;
using Microsoft.Data.Sqlite;
using Reprise.Core.Errors;
using Reprise.Tracking.Schema;

namespace Reprise.Tracking.Sqlite;

/// <summary>
/// Brings MLflow's tables of an older revision to <see cref="MlflowRevision.Head"/>, in one transaction: tables that are missing are made, those that differ are made anew and
/// their rows copied, as SQLite's documentation has it for changes ALTER TABLE cannot make. The caller has made a backup.
/// </summary>
internal static class SqliteUpgrade
{
    public static void Run(SqliteConnection connection)
    {
        connection.Execute("PRAGMA foreign_keys = OFF");   // tables are dropped and put back under their names
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            using var head = new SqliteConnection("Data Source=:memory:");
            head.Open();
            var script = EmbeddedText.Read("mlflow-schema-sqlite.sql");
            head.Execute(script);
            foreach (var (table, statements) in MlflowScript.Tables(script))
            {
                Bring(connection, head, table, statements);
            }

            connection.Execute("UPDATE alembic_version SET version_num = @Head", new { MlflowRevision.Head });
            var orphans = connection.Query<(string Table, string Parent)>("SELECT DISTINCT \"table\", parent FROM pragma_foreign_key_check").AsList();
            if (orphans.Count > 0)
            {
                throw new RepriseException(
                    ErrorCode.DataLoss,
                    $"The database '{connection.DataSource}' holds rows whose owner is missing: "
                    + string.Join(", ", orphans.Select(orphan => $"of '{orphan.Table}' without their row in '{orphan.Parent}'"))
                    + ". Nothing was changed; delete them first.");
            }

            connection.Execute("COMMIT TRANSACTION");
        }
        catch
        {
            connection.Execute("ROLLBACK TRANSACTION");
            throw;
        }
        finally
        {
            connection.Execute("PRAGMA foreign_keys = ON");
        }
    }

    private static void Bring(SqliteConnection connection, SqliteConnection head, string table, IReadOnlyList<string> statements)
    {
        var there = Columns(connection, table);
        if (there.Count > 0 && Shape(connection, table) == Shape(head, table))
        {
            foreach (var index in statements.Skip(1))
            {
                connection.Execute(index.Replace(" INDEX ", " INDEX IF NOT EXISTS ", StringComparison.Ordinal));
            }

            return;
        }

        if (there.Count > 0)
        {
            Rebuild(connection, table, statements[0], there, Columns(head, table));
        }
        else
        {
            connection.Execute(statements[0]);
        }

        foreach (var index in statements.Skip(1))
        {
            connection.Execute(index);
        }
    }

    private static void Rebuild(SqliteConnection connection, string table, string create, List<string> there, List<string> wanted)
    {
        var unknown = there.Except(wanted, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new RepriseException(
                ErrorCode.InvalidState,
                $"The table '{table}' has columns that MLflow's tables do not have: {string.Join(", ", unknown)}. Nothing was changed; remove them first, or keep the database with MLflow.");
        }

        var columns = string.Join(", ", wanted.Intersect(there, StringComparer.Ordinal));
        connection.Execute(create.Replace($"CREATE TABLE {table} (", $"CREATE TABLE reprise_new_{table} (", StringComparison.Ordinal));
        connection.Execute($"INSERT INTO reprise_new_{table} ({columns}) SELECT {columns} FROM {table} ORDER BY rowid");
        connection.Execute($"DROP TABLE {table}");
        connection.Execute($"ALTER TABLE reprise_new_{table} RENAME TO {table}");
    }

    private static List<string> Columns(SqliteConnection connection, string table) =>
        connection.Query<string>("SELECT name FROM pragma_table_info(@table)", new { table }).AsList();

    private static string Shape(SqliteConnection connection, string table) => string.Join('\n', connection.Query<string>(
        """
        SELECT concat_ws(' ', name, lower(type), "notnull", dflt_value, pk) FROM pragma_table_info(@table)
        UNION ALL SELECT * FROM (SELECT concat_ws(' ', "from", "table", "to", on_update, on_delete) FROM pragma_foreign_key_list(@table) ORDER BY 1)
        """,
        new { table }));
}
