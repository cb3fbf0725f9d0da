using Microsoft.AspNetCore.Http;

namespace Reprise.Studio.Layout;

/// <summary>The colours somebody chose: the cookie is written by the toggle in the browser, and read here so that a page never flashes.</summary>
internal static class Theme
{
    private const string Cookie = "reprise-theme";

    /// <summary><c>light</c>, <c>dark</c>, or <c>auto</c> for what the system prefers.</summary>
    public static string Read(HttpContext context) =>
        context.Request.Cookies[Cookie] is "light" or "dark" ? context.Request.Cookies[Cookie]! : "auto";
}
