using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Reprise.Studio.Layout;

/// <summary>What the page after an action says about it, once.</summary>
internal sealed record Flash(string Text, bool IsError)
{
    private const string Cookie = "reprise-flash";
    // Escaped twice, a letter may take eight bytes of the four thousand that a cookie has.
    private const int MaxLength = 300;

    /// <summary>Leaves words for the next page.</summary>
    public static void Write(HttpContext context, string text, bool isError) =>
        context.Response.Cookies.Append(
            Cookie,
            JsonSerializer.Serialize(new Flash(text.Length > MaxLength ? text[..MaxLength] + "…" : text, isError)),
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromMinutes(1), IsEssential = true });

    /// <summary>Takes the words left by the action before, if any.</summary>
    public static Flash? Take(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } text)
        {
            return null;
        }

        context.Response.Cookies.Delete(Cookie);
        try
        {
            return JsonSerializer.Deserialize<Flash>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
