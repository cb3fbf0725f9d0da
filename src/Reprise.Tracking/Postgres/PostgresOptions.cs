using Reprise.Core.Errors;

namespace Reprise.Tracking.Postgres;

/// <summary>Limits of the work with a PostgreSQL server.</summary>
public sealed record PostgresOptions
{
    /// <summary>Connections this process opens at most, in [1, 1000]; work that finds none free waits. Default 16.</summary>
    public int MaxConnections { get; init; } = 16;

    /// <summary>Pieces of work that may wait for a connection, in [1, 1,000,000]; further callers wait to enter. Default 1024.</summary>
    public int MaxWaiting { get; init; } = 1024;

    /// <summary>How long one statement may run, from 100 ms to a day. Default 60 seconds.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a statement may wait for rows that another writer holds, from 100 ms to a day. Default 30 seconds.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long connecting may take, from 1 second to an hour. Default 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long work is tried again that lost to another writer (deadlock, serialization) or lost its connection before it was committed,
    /// from 0 to an hour. Default 10 seconds: a server that restarts is waited for.
    /// </summary>
    public TimeSpan RetryTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Refuses options that break a rule, all of them at once.</summary>
    internal void Validate()
    {
        var problems = new List<string>();
        Require(MaxConnections is >= 1 and <= 1000, nameof(MaxConnections), "in [1, 1000]", FormattableString.Invariant($"{MaxConnections}"));
        Require(MaxWaiting is >= 1 and <= 1_000_000, nameof(MaxWaiting), "in [1, 1000000]", FormattableString.Invariant($"{MaxWaiting}"));
        RequireTime(StatementTimeout, nameof(StatementTimeout), TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1));
        RequireTime(LockTimeout, nameof(LockTimeout), TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1));
        RequireTime(ConnectTimeout, nameof(ConnectTimeout), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        RequireTime(RetryTime, nameof(RetryTime), TimeSpan.Zero, TimeSpan.FromHours(1));
        if (problems.Count > 0)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, problems);
        }

        void RequireTime(TimeSpan value, string name, TimeSpan from, TimeSpan to) =>
            Require(value >= from && value <= to, name, FormattableString.Invariant($"in [{from}, {to}]"), FormattableString.Invariant($"{value}"));

        void Require(bool holds, string name, string range, string value)
        {
            if (!holds)
            {
                problems.Add($"{name} of {nameof(PostgresOptions)} must be {range}. Got {value}.");
            }
        }
    }
}
