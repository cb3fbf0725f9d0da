using Reprise.Core.Errors;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Database;

namespace Reprise.Tracking.Access;

/// <summary>Accounts with their passwords. Thread-safe; an answered change is durable.</summary>
public sealed class AccountStore
{
    private const string Columns = "id, name, kind, is_admin, created_at";
    private readonly TrackingDatabase _database;
    private readonly TimeProvider _time;
    private readonly PasswordCheck _passwords;

    internal AccountStore(TrackingDatabase database, TimeProvider time) => (_database, _time, _passwords) = (database, time, new PasswordCheck(time));

    /// <summary>Creates an account. A user needs a password of 8 to 1,024 characters; a service account must have none.</summary>
    /// <exception cref="RepriseException">A rule is broken, or the name is taken: names that differ in case only are the same.</exception>
    public async Task<Account> CreateAsync(
        string name, ActorKind kind, string? password, bool isAdmin = false, CancellationToken cancellationToken = default)
    {
        AccessRules.ValidateName(name, "user");
        if (kind is not (ActorKind.User or ActorKind.ServiceAccount))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "An account is a user or a service account.");
        }

        if (kind == ActorKind.User)
        {
            AccessRules.ValidatePassword(password);
        }
        else if (password is not null)
        {
            throw Invalid.Parameter("A service account has no password: make API keys for it.");
        }

        var hash = password is null ? null : await PasswordCheck.HashAsync(password, cancellationToken).ConfigureAwait(false);
        return await _database.WriteAsync(
            writer =>
            {
                if (writer.Value<long>("SELECT count(*) FROM reprise_accounts WHERE name_key = @Key", new { Key = KeyOf(name) }) > 0)
                {
                    throw new RepriseException(ErrorCode.ResourceAlreadyExists, $"User (username={name}) already exists.");
                }

                var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
                writer.Execute(
                    """
                    INSERT INTO reprise_accounts (name, name_key, id, kind, is_admin, password_hash, created_at)
                    VALUES ($1, $2, (SELECT coalesce(max(id), 0) + 1 FROM reprise_accounts), $3, $4, $5, $6)
                    """,
                    name, KeyOf(name), (long)kind, isAdmin ? 1L : 0L, hash, now);
                return Require(writer, name).ToAccount();
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether there is no account yet.</summary>
    public Task<bool> IsEmptyAsync(CancellationToken cancellationToken = default) =>
        _database.ReadAsync(reader => reader.Value<long>("SELECT count(*) FROM reprise_accounts") == 0, cancellationToken);

    /// <summary>The account of this name; null when there is none.</summary>
    public Task<Account?> FindAsync(string name, CancellationToken cancellationToken = default) => _database.ReadAsync(
        reader => reader.Find<Row>($"SELECT {Columns} FROM reprise_accounts WHERE name = @name", new { name })?.ToAccount(), cancellationToken);

    /// <summary>Every account, by name.</summary>
    public Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancellationToken = default) => _database.ReadAsync<IReadOnlyList<Account>>(
        reader => [.. reader.Query<Row>($"SELECT {Columns} FROM reprise_accounts").Select(row => row.ToAccount()).OrderBy(account => account.Name, StringComparer.Ordinal)],
        cancellationToken);

    /// <summary>The account whose name and password these are; null for anything else, after as long a time.</summary>
    public Task<Account?> VerifyAsync(string name, string password, CancellationToken cancellationToken = default) =>
        VerifyAsync(name, password, remembered: false, cancellationToken);

    /// <summary>The same without the cost of hashing: null also for a password that was not right in the last ten minutes.</summary>
    internal Task<Account?> RecallAsync(string name, string password, CancellationToken cancellationToken) =>
        VerifyAsync(name, password, remembered: true, cancellationToken);

    private async Task<Account?> VerifyAsync(string name, string password, bool remembered, CancellationToken cancellationToken)
    {
        var row = await _database.ReadAsync(
            reader => reader.Find<Row>($"SELECT {Columns}, password_hash FROM reprise_accounts WHERE name = @name", new { name }), cancellationToken)
            .ConfigureAwait(false);
        return password.Length <= AccessRules.MaxPassword && await _passwords.IsRightAsync(row?.Password_Hash, password, remembered, cancellationToken).ConfigureAwait(false)
            ? row!.ToAccount()
            : null;
    }

    /// <summary>Gives a user a new password and ends all sessions.</summary>
    public async Task SetPasswordAsync(string name, string password, CancellationToken cancellationToken = default)
    {
        AccessRules.ValidatePassword(password);
        var hash = await PasswordCheck.HashAsync(password, cancellationToken).ConfigureAwait(false);
        await _database.WriteAsync(
            writer =>
            {
                if (Require(writer, name).ToAccount().Kind == ActorKind.ServiceAccount)
                {
                    throw Invalid.Parameter($"'{name}' is a service account and has no password: make API keys for it.");
                }

                writer.Execute("UPDATE reprise_accounts SET password_hash = $2 WHERE name = $1", name, hash);
                writer.Execute("DELETE FROM reprise_sessions WHERE account = $1", name);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes an account an administrator, or no longer one; the last one stays.</summary>
    public Task SetAdminAsync(string name, bool isAdmin, CancellationToken cancellationToken = default) => _database.WriteAsync(
        writer =>
        {
            if (Require(writer, name).Is_Admin != 0 && !isAdmin)
            {
                RequireAnotherAdmin(writer, name);
            }

            writer.Execute("UPDATE reprise_accounts SET is_admin = $2 WHERE name = $1", name, isAdmin ? 1L : 0L);
        },
        cancellationToken);

    /// <summary>Deletes an account with its keys, sessions, memberships and grants; the last administrator stays.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken = default) => _database.WriteAsync(
        writer =>
        {
            if (Require(writer, name).Is_Admin != 0)
            {
                RequireAnotherAdmin(writer, name);
            }

            writer.Execute("DELETE FROM reprise_grants WHERE is_role = 0 AND subject = $1", name);
            writer.Execute("DELETE FROM reprise_role_members WHERE is_group = 0 AND member = $1", name);
            writer.Execute("DELETE FROM reprise_sessions WHERE account = $1", name);
            writer.Execute("DELETE FROM reprise_api_keys WHERE account = $1", name);
            writer.Execute("DELETE FROM reprise_accounts WHERE name = $1", name);
        },
        cancellationToken);

    /// <summary>The row of a name, in a write.</summary>
    internal static Row Require(SqlWriter writer, string name) =>
        writer.Find<Row>($"SELECT {Columns} FROM reprise_accounts WHERE name = @name", new { name }) ?? throw AccessRules.NoAccount(name);

    private static void RequireAnotherAdmin(SqlWriter writer, string name)
    {
        if (writer.Value<long>("SELECT count(*) FROM reprise_accounts WHERE is_admin = 1 AND name <> @name", new { name }) == 0)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, $"'{name}' is the last administrator. Make another account one first.");
        }
    }

    private static string KeyOf(string name) => name.ToLowerInvariant();

    /// <summary>An account as the table has it.</summary>
    internal sealed class Row
    {
        public long Id { get; set; }

        public string Name { get; set; } = "";

        public int Kind { get; set; }

        public int Is_Admin { get; set; }

        public long Created_At { get; set; }

        public string? Password_Hash { get; set; }

        public Account ToAccount() => new() { Id = Id, Name = Name, Kind = (ActorKind)Kind, IsAdmin = Is_Admin != 0, CreatedAt = Created_At };
    }
}
