using Reprise.Core.Errors;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Database;

namespace Reprise.Tracking.Access;

/// <summary>API keys of accounts. Thread-safe; an answered change is durable, and a revoked key opens nothing from then on.</summary>
public sealed class ApiKeyStore
{
    /// <summary>Keys an account may have that are neither revoked nor expired.</summary>
    public const int MaxPerAccount = 100;

    private const string Columns = "prefix, account, label, created_at, expires_at, revoked_at, last_used_at";
    private const long Minute = 60_000;
    private readonly TrackingDatabase _database;
    private readonly TimeProvider _time;

    internal ApiKeyStore(TrackingDatabase database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>Makes a key for an account. The secret is in the answer and nowhere else: only its hash is kept.</summary>
    /// <param name="account">Whose key.</param>
    /// <param name="label">What it is for; may be empty.</param>
    /// <param name="lifetime">How long it works; null for ever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<(ApiKey Key, string Secret)> CreateAsync(
        string account, string label = "", TimeSpan? lifetime = null, CancellationToken cancellationToken = default)
    {
        AccessRules.ValidateLabel(label);
        if (lifetime is { } length && (length <= TimeSpan.Zero || length > TimeSpan.FromDays(36_500)))
        {
            throw Invalid.Parameter(FormattableString.Invariant($"An API key lives for more than 0 and at most 36,500 days. Got {length.TotalDays} days."));
        }

        var (prefix, secret) = SecretText.CreateKey();
        var hash = SecretText.Hash(secret);
        return _database.WriteAsync(
            writer =>
            {
                AccountStore.Require(writer, account);
                var now = Now();
                var open = writer.Value<long>(
                    "SELECT count(*) FROM reprise_api_keys WHERE account = @account AND revoked_at IS NULL AND coalesce(expires_at, @now + 1) > @now", new { account, now });
                if (open >= MaxPerAccount)
                {
                    throw Invalid.Parameter($"'{account}' has {open} API keys, the most an account may have. Revoke one that is not used.");
                }

                var ends = lifetime is { } length ? now + (long)length.TotalMilliseconds : (long?)null;
                writer.Execute(
                    "INSERT INTO reprise_api_keys (prefix, account, label, hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
                    prefix, account, label, hash, now, ends);
                return (new ApiKey { Prefix = prefix, Account = account, Label = label, CreatedAt = now, ExpiresAt = ends }, secret);
            },
            cancellationToken);
    }

    /// <summary>The keys of an account, or of all when it is null; newest first, revoked ones included.</summary>
    public Task<IReadOnlyList<ApiKey>> ListAsync(string? account = null, CancellationToken cancellationToken = default) => _database.ReadAsync<IReadOnlyList<ApiKey>>(
        reader =>
        [
            .. reader.Query<Row>($"SELECT {Columns} FROM reprise_api_keys ORDER BY created_at DESC, prefix")
                .Where(row => account is null || row.Account == account).Select(row => row.ToKey()),
        ],
        cancellationToken);

    /// <summary>Ends a key at once; one that was revoked stays as it is.</summary>
    /// <param name="prefix">The public part, or the whole key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task RevokeAsync(string prefix, CancellationToken cancellationToken = default)
    {
        var name = SecretText.PrefixOf(prefix) ?? prefix;
        return _database.WriteAsync(
            writer =>
            {
                if (writer.Execute("UPDATE reprise_api_keys SET revoked_at = coalesce(revoked_at, $2) WHERE prefix = $1", name, Now()) == 0)
                {
                    throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no API key '{name}'. `reprise keys list` shows them.");
                }
            },
            cancellationToken);
    }

    /// <summary>The key and the account of a secret that is right, not revoked and not expired; null for anything else.</summary>
    public async Task<(ApiKey Key, Account Account)?> VerifyAsync(string secret, CancellationToken cancellationToken = default)
    {
        if (SecretText.PrefixOf(secret) is not { } prefix)
        {
            return null;
        }

        var (row, account) = await _database.ReadAsync(
            reader =>
            {
                var key = reader.Find<Row>($"SELECT {Columns}, hash FROM reprise_api_keys WHERE prefix = @prefix", new { prefix });
                return (key, key is null ? null : reader.Find<AccountStore.Row>(
                    "SELECT id, name, kind, is_admin, created_at FROM reprise_accounts WHERE name = @Account", new { key.Account }));
            },
            cancellationToken).ConfigureAwait(false);
        if (row is null || account is null || !SecretText.Matches(row.Hash!, secret) || !row.ToKey().IsUsable(Now()))
        {
            return null;
        }

        if (row.Last_Used_At is not { } last || Now() - last >= Minute)
        {
            await NoteUseAsync(prefix, cancellationToken).ConfigureAwait(false);
        }

        return (row.ToKey(), account.ToAccount());
    }

    private Task NoteUseAsync(string prefix, CancellationToken cancellationToken)
    {
        var now = Now();
        return _database.WriteAsync(
            writer =>
            {
                writer.Execute("UPDATE reprise_api_keys SET last_used_at = $2 WHERE prefix = $1", prefix, now);
            },
            cancellationToken);
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed class Row
    {
        public string Prefix { get; set; } = "";

        public string Account { get; set; } = "";

        public string Label { get; set; } = "";

        public string? Hash { get; set; }

        public long Created_At { get; set; }

        public long? Expires_At { get; set; }

        public long? Revoked_At { get; set; }

        public long? Last_Used_At { get; set; }

        public ApiKey ToKey() => new()
        {
            Prefix = Prefix,
            Account = Account,
            Label = Label,
            CreatedAt = Created_At,
            ExpiresAt = Expires_At,
            RevokedAt = Revoked_At,
            LastUsedAt = Last_Used_At,
        };
    }
}
