using System.Data;
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Reprise.Core.Errors;
using Reprise.Tracking.Client;
using Reprise.Tracking.Database;
using Reprise.Tracking.Schema;

namespace Reprise.Tracking.Postgres;

/// <summary>
/// A database of a PostgreSQL server. Reads see one snapshot (REPEATABLE READ); writes run in READ COMMITTED and lock the rows their checks rest on.
/// Work that lost to another writer or to a restart of the server before its commit is done again.
/// </summary>
internal sealed class PostgresDatabase : TrackingDatabase
{
    /// <summary>Oldest server that knows generated columns, which MLflow's tables have.</summary>
    private const int OldestServer = 12;

    private const int MaxAttemptsAtOneRow = 5;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlDataSource _source;
    private readonly PostgresOptions _options;
    private readonly WorkerThreads _threads;

    private PostgresDatabase(NpgsqlDataSource source, string name, PostgresOptions options)
    {
        _source = source;
        _options = options;
        Name = name;
        _threads = new WorkerThreads(options.MaxConnections, options.MaxWaiting, "reprise-postgres");
    }

    /// <summary>The database for messages: its address without the password.</summary>
    public string Name { get; }

    public override SqlDialect Dialect => PostgresDialect.Instance;

    /// <summary>Connects, and creates MLflow's tables and ours when they are not there.</summary>
    public static async Task<PostgresDatabase> OpenAsync(
        NpgsqlConnectionStringBuilder address, string name, PostgresOptions options, TimeProvider time, string artifactRoot, CancellationToken cancellationToken)
    {
        options.Validate();
        var database = new PostgresDatabase(Source(address, options), name, options);
        try
        {
            await database.RunAsync(
                connection =>
                {
                    RequireServer(connection, name);
                    PostgresSchema.Ensure(connection, name, time.GetUtcNow().ToUnixTimeMilliseconds(), artifactRoot);
                    return 0;
                },
                IsolationLevel.ReadCommitted,
                cancellationToken,
                opening: true).ConfigureAwait(false);
            return database;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Brings MLflow's tables of an older revision to the head's, in one transaction.</summary>
    public static async Task<DatabaseUpgradeReport> UpgradeAsync(
        NpgsqlConnectionStringBuilder address, string name, PostgresOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        var patient = options with { StatementTimeout = TimeSpan.FromDays(1) };   // large tables take their time
        var database = new PostgresDatabase(Source(address, patient), name, patient);
        await using (database.ConfigureAwait(false))
        {
            return await database.RunAsync(
                connection =>
                {
                    RequireServer(connection, name);
                    var writer = new PostgresWriter(connection);
                    PostgresSchema.TakeTurn(writer);
                    var there = writer.Value<string?>("SELECT to_regclass('alembic_version')::text") is not null;
                    var from = MlflowRevision.RequireKnown(there ? writer.Query<string>("SELECT version_num FROM alembic_version") : null, name);
                    if (from != MlflowRevision.Head)
                    {
                        PostgresUpgrade.Run(writer);
                    }

                    return new DatabaseUpgradeReport(from, MlflowRevision.Head, null);
                },
                IsolationLevel.ReadCommitted,
                cancellationToken,
                opening: true).ConfigureAwait(false);
        }
    }

    public override Task<T> ReadAsync<T>(Func<SqlReader, T> work, CancellationToken cancellationToken) => RunAsync(
        connection => work(new SqlReader(connection, Dialect)), IsolationLevel.RepeatableRead, cancellationToken);

    public override Task<T> WriteAsync<T>(Func<SqlWriter, T> work, CancellationToken cancellationToken) => RunAsync(
        connection => work(new PostgresWriter(connection)), IsolationLevel.ReadCommitted, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await _threads.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder address, PostgresOptions options)
    {
        var text = new NpgsqlConnectionStringBuilder(address.ConnectionString)
        {
            MaxPoolSize = options.MaxConnections,
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,          // the settings below must stay, and nobody changes others
            IncludeErrorDetail = false,     // details hold values
            LogParameters = false,
            PersistSecurityInfo = false,
            CommandTimeout = (int)Math.Ceiling((options.StatementTimeout + TimeSpan.FromSeconds(5)).TotalSeconds),   // the server's own limit comes first
        };
        if (!address.ShouldSerialize("Timeout"))
        {
            text.Timeout = (int)Math.Ceiling(options.ConnectTimeout.TotalSeconds);
        }

        text.ApplicationName ??= "reprise";
        var settings = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SET statement_timeout = {(long)options.StatementTimeout.TotalMilliseconds};
            SET lock_timeout = {(long)options.LockTimeout.TotalMilliseconds};
            SET idle_in_transaction_session_timeout = {(long)(options.StatementTimeout + options.LockTimeout).TotalMilliseconds};
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
            """);
        var source = new NpgsqlDataSourceBuilder(text.ConnectionString);
        source.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(settings, connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                await using var command = new NpgsqlCommand(settings, connection);
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            });
        return source.Build();
    }

    private static void RequireServer(NpgsqlConnection connection, string name)
    {
        var encoding = new SqlReader(connection, PostgresDialect.Instance).Value<string>("SELECT current_setting('server_encoding')");
        if (connection.PostgreSqlVersion.Major < OldestServer || encoding != "UTF8")
        {
            throw new RepriseException(
                ErrorCode.InvalidState,
                FormattableString.Invariant($"The database {name} cannot be used: its server is PostgreSQL {connection.PostgreSqlVersion}, its encoding {encoding}. PostgreSQL {OldestServer} or later and the encoding UTF8 are needed."));
        }
    }

    private async Task<T> RunAsync<T>(Func<NpgsqlConnection, T> work, IsolationLevel isolation, CancellationToken cancellationToken, bool opening = false)
    {
        var began = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _threads.RunAsync(() => Once(work, isolation), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (PostgresErrors.MayPass(exception) && MayTryAgain(exception, attempt, began, opening))
            {
                await Task.Delay(Pause(attempt), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (PostgresErrors.Translate(exception, Name, _options) is var said && said != exception)
            {
                throw said;
            }
        }
    }

    private T Once<T>(Func<NpgsqlConnection, T> work, IsolationLevel isolation)
    {
        using var connection = _source.OpenConnection();
        using var transaction = connection.BeginTransaction(isolation);
        var result = work(connection);
        try
        {
            transaction.Commit();
        }
        catch (NpgsqlException exception) when (isolation == IsolationLevel.ReadCommitted && (exception is not PostgresException postgres || PostgresErrors.IsDown(postgres)))
        {
            // The one moment at which the outcome cannot be known: doing it again could do it twice.
            throw new RepriseException(
                ErrorCode.TemporarilyUnavailable,
                $"The connection to {Name} was lost while a change was being committed: it may have been kept or not. Look before you repeat it.",
                exception);
        }

        return result;
    }

    // Somebody else's row stays where it is: the next attempt finds it and refuses in words.
    // An address that never worked is more likely wrong than its server down.
    private bool MayTryAgain(Exception exception, int attempt, long began, bool opening) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => attempt < MaxAttemptsAtOneRow,
        PostgresException => Stopwatch.GetElapsedTime(began) < _options.RetryTime,
        _ => !opening && Stopwatch.GetElapsedTime(began) < _options.RetryTime,
    };

    private static TimeSpan Pause(int attempt) =>
        TimeSpan.FromMilliseconds(Math.Min(LongestPause.TotalMilliseconds, 1 << Math.Min(attempt, 10)));
}
