using Reprise.Tracking.Database;

namespace Reprise.Tracking.Access;

/// <summary>Sessions of the Studio: a random text in the browser's cookie, of which only the hash is kept. Thread-safe.</summary>
public sealed class SessionStore
{
    private readonly TrackingDatabase _database;
    private readonly TimeProvider _time;

    internal SessionStore(TrackingDatabase database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>Opens a session and returns its secret; sessions that ended are forgotten.</summary>
    public async Task<string> OpenAsync(string account, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        var secret = SecretText.Create();
        var hash = SecretText.Hash(secret);
        var now = Now();
        await _database.WriteAsync(
            writer =>
            {
                AccountStore.Require(writer, account);
                writer.Execute("DELETE FROM reprise_sessions WHERE expires_at <= $1", now);
                writer.Execute("INSERT INTO reprise_sessions (hash, account, expires_at) VALUES ($1, $2, $3)", hash, account, now + (long)lifetime.TotalMilliseconds);
            },
            cancellationToken).ConfigureAwait(false);
        return secret;
    }

    /// <summary>The account of a session that goes on; null for anything else.</summary>
    public Task<Account?> FindAsync(string secret, CancellationToken cancellationToken = default) => _database.ReadAsync(
        reader => reader.Find<AccountStore.Row>(
            """
            SELECT a.id, a.name, a.kind, a.is_admin, a.created_at FROM reprise_sessions s JOIN reprise_accounts a ON a.name = s.account
            WHERE s.hash = @hash AND s.expires_at > @now
            """,
            new { hash = SecretText.Hash(secret), now = Now() })?.ToAccount(),
        cancellationToken);

    /// <summary>Ends a session; one that is not there is fine.</summary>
    public Task CloseAsync(string secret, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(writer => writer.Execute("DELETE FROM reprise_sessions WHERE hash = $1", SecretText.Hash(secret)), cancellationToken);

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
