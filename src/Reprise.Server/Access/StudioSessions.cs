using Microsoft.AspNetCore.Http;
using Reprise.Server.Studio;
using Reprise.Tracking.Access;

namespace Reprise.Server.Access;

/// <summary>The Studio's sessions: a cookie that scripts cannot read, over the table of sessions.</summary>
internal sealed class StudioSessions(AccessStores access, AccessOptions options, StudioCookies cookies)
{
    public async Task<Account?> FindAsync(HttpContext context) =>
        context.Request.Cookies[cookies.Session] is { Length: > 0 and < 200 } secret ? await access.Sessions.FindAsync(secret, context.RequestAborted) : null;

    /// <summary>Opens a session and hands its cookie to the browser.</summary>
    public async Task OpenAsync(HttpContext context, string account)
    {
        await CloseAsync(context);   // a session of before, whoever's it was
        var secret = await access.Sessions.OpenAsync(account, options.SessionLifetime, context.RequestAborted);
        context.Response.Cookies.Append(cookies.Session, secret, Shape(context, options.SessionLifetime));
    }

    /// <summary>Ends the browser's session, here and there.</summary>
    public async Task CloseAsync(HttpContext context)
    {
        if (context.Request.Cookies[cookies.Session] is { Length: > 0 and < 200 } secret)
        {
            await access.Sessions.CloseAsync(secret, context.RequestAborted);
            context.Response.Cookies.Delete(cookies.Session, Shape(context, null));
        }
    }

    /// <summary>Whether a request changes nothing, or comes from a page of this very server.</summary>
    public static bool IsOwn(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return true;
        }

        return request.Headers["Sec-Fetch-Site"] is [{ } site]
            ? site == "same-origin"
            : request.Headers.Origin is [{ } origin] && origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private static CookieOptions Shape(HttpContext context, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
        MaxAge = lifetime,
        IsEssential = true,
    };
}
