using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Reprise.Core.Errors;
using Reprise.Tracking.Postgres;
using Reprise.Tracking.Schema;
using Reprise.Tracking.Sqlite;

namespace Reprise.Tracking.Client;

/// <summary>Brings the tables of an older MLflow to the revision this version reads and writes, and puts a backup back.</summary>
public static class DatabaseUpgrade
{
    /// <summary>
    /// Upgrades the database that the options name: whole or not at all. An SQLite file is copied beside itself first. Of a PostgreSQL database the caller keeps a backup.
    /// </summary>
    /// <param name="options">The home or the database.</param>
    /// <param name="backedUp">The caller says that there is a backup of the PostgreSQL database.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <exception cref="RepriseException">The database is not there, is of no revision that can be upgraded, or is in use.</exception>
    public static async Task<DatabaseUpgradeReport> RunAsync(LocalTrackingOptions options, bool backedUp, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.BackendStore is not { Postgres: { } address } store)
        {
            return OnSqlite(options);
        }

        var name = store.ToString();
        if (!backedUp)
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue,
                $"The upgrade of {name} needs your word that there is a backup. Make one with `pg_dump --format=custom --file=before-upgrade.dump DATABASE`, then say so with --backed-up.");
        }

        return await PostgresDatabase.UpgradeAsync(address, name, options.Postgres, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts a backup of <see cref="RunAsync"/> in the place of the SQLite database, which is itself kept under another name.</summary>
    /// <returns>The file the database of before was copied to; null when there was none.</returns>
    /// <exception cref="RepriseException">The backup is no MLflow database, or the database is in use.</exception>
    public static string? Restore(LocalTrackingOptions options, string backup)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(backup);
        if (options.BackendStore is { Postgres: not null } store)
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue, $"A backup of {store} is put back by PostgreSQL's own program: `pg_restore --clean --dbname=DATABASE before-upgrade.dump`.");
        }

        var path = SqlitePath(options);
        return Translated(path, () =>
        {
            RequireFile(backup);
            using var source = SqliteConnections.Open(backup, SqliteOpenMode.ReadOnly);
            Revision(source);
            var check = source.QueryFirst<string>("PRAGMA quick_check(1)");
            if (check != "ok")
            {
                throw new RepriseException(ErrorCode.DataLoss, $"The backup '{backup}' is damaged ({check}). Nothing was changed; take another.");
            }

            string? kept = null;
            if (File.Exists(path))
            {
                using var current = SqliteConnections.Open(path, SqliteOpenMode.ReadWrite);
                kept = Copy(current, path, "replaced", options.TimeProvider);
            }

            using var target = SqliteConnections.Open(path, SqliteOpenMode.ReadWriteCreate);
            source.BackupDatabase(target);
            return kept;
        });
    }

    private static DatabaseUpgradeReport OnSqlite(LocalTrackingOptions options)
    {
        var path = SqlitePath(options);
        return Translated(path, () =>
        {
            RequireFile(path);
            using var connection = SqliteConnections.Open(path, SqliteOpenMode.ReadWrite);
            var from = Revision(connection);
            if (from == MlflowRevision.Head)
            {
                return new DatabaseUpgradeReport(from, from, null);
            }

            var backup = Copy(connection, path, from, options.TimeProvider);
            SqliteUpgrade.Run(connection);
            return new DatabaseUpgradeReport(from, MlflowRevision.Head, backup);
        });
    }

    private static string Revision(SqliteConnection connection) => MlflowRevision.RequireKnown(
        connection.QuerySingle<long>("SELECT count(*) FROM sqlite_schema WHERE name = 'alembic_version'") == 0
            ? null
            : connection.Query<string>("SELECT version_num FROM alembic_version").AsList(),
        connection.DataSource);

    /// <summary>A consistent copy beside the file, flushed; whoever writes meanwhile is in it or not.</summary>
    private static string Copy(SqliteConnection connection, string path, string reason, TimeProvider time)
    {
        var stamp = time.GetUtcNow().ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
        var backup = $"{path}.{reason}-{stamp}.backup";
        connection.Execute("VACUUM INTO @temporary", new { temporary = backup + ".tmp" });
        using (var file = new FileStream(backup + ".tmp", FileMode.Open, FileAccess.ReadWrite))
        {
            file.Flush(flushToDisk: true);
        }

        File.Move(backup + ".tmp", backup);
        return backup;
    }

    private static string SqlitePath(LocalTrackingOptions options) =>
        Path.GetFullPath(options.BackendStore?.SqlitePath ?? Path.Combine(options.Home, LocalTrackingClient.DatabaseFile));

    private static void RequireFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no database file '{path}'. Name another.");
        }
    }

    private static T Translated<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Translate(exception, path);
        }
    }
}

/// <summary>What an upgrade did.</summary>
/// <param name="From">The revision before.</param>
/// <param name="To">The revision now; the same when there was nothing to do.</param>
/// <param name="Backup">The copy of the SQLite file as it was; null when there was nothing to do, and for PostgreSQL.</param>
public sealed record DatabaseUpgradeReport(string From, string To, string? Backup);
