using System.Text;
using Microsoft.AspNetCore.Http;
using Reprise.Tracking.Access;

namespace Reprise.Server.Access;

/// <summary>
/// Finds out who calls: HTTP Basic with a password or an API key, Bearer with an API key or a provider's token, else the Studio's session cookie. A header
/// that is wrong is not made good by a cookie.
/// </summary>
internal sealed class Authenticator(AccessStores access, SignInThrottle throttle, StudioSessions sessions, OidcTokens? tokens = null)
{
    private const string Basic = "Basic ", Bearer = "Bearer ";

    public Task<Identification> IdentifyAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        return header.Count switch
        {
            0 => FromSessionAsync(context),
            1 when header[0] is { } text && text.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) => FromBasicAsync(context, text[Basic.Length..]),
            1 when header[0] is { } text && text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) => FromBearerAsync(text[Bearer.Length..].Trim(), context.RequestAborted),
            _ => Task.FromResult(Identification.Unknown),
        };
    }

    /// <summary>Who a name and a password, or an API key in its place, are.</summary>
    public async Task<Identification> FromPasswordAsync(string address, string name, string password, CancellationToken cancellationToken)
    {
        if (await FromKeyAsync(password, cancellationToken) is { } key)
        {
            return name.Length == 0 || key.Actor?.Name == name ? key : Identification.Unknown;
        }

        if (await access.Accounts.RecallAsync(name, password, cancellationToken) is { } known)
        {
            return Known(known);
        }

        if (throttle.WaitOf(address, name) is var wait && wait > TimeSpan.Zero)
        {
            return new Identification { Wait = wait };
        }

        if (await access.Accounts.VerifyAsync(name, password, cancellationToken) is { } account)
        {
            throttle.Succeed(address, name);
            return Known(account);
        }

        throttle.Fail(address, name);
        return Identification.Unknown;
    }

    private async Task<Identification> FromBasicAsync(HttpContext context, string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded.Trim(), bytes, out var length))
        {
            return Identification.Unknown;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? Identification.Unknown
            : await FromPasswordAsync(CallerAddress.Of(context), text[..colon], text[(colon + 1)..], context.RequestAborted);
    }

    private async Task<Identification> FromBearerAsync(string token, CancellationToken cancellationToken)
    {
        if (token.StartsWith(SecretText.KeyMark, StringComparison.Ordinal))
        {
            return await FromKeyAsync(token, cancellationToken) ?? Identification.Unknown;
        }

        return tokens is not null && await tokens.VerifyAsync(token, cancellationToken) is { } caller
            ? new Identification { Actor = new Actor(caller.Name, ActorKind.Federated), Groups = caller.Groups }
            : Identification.Unknown;
    }

    private async Task<Identification?> FromKeyAsync(string secret, CancellationToken cancellationToken) =>
        await access.Keys.VerifyAsync(secret, cancellationToken) is var (key, account)
            ? new Identification { Actor = new Actor(account.Name, account.Kind) { IsAdmin = account.IsAdmin, KeyPrefix = key.Prefix } }
            : null;

    /// <summary>A cookie comes by itself: a request that changes things counts only when the browser says that our own page sent it.</summary>
    private async Task<Identification> FromSessionAsync(HttpContext context) =>
        StudioSessions.IsOwn(context.Request) && await sessions.FindAsync(context) is { } account ? Known(account) : Identification.Unknown;

    private static Identification Known(Account account) => new() { Actor = new Actor(account.Name, account.Kind) { IsAdmin = account.IsAdmin } };
}
