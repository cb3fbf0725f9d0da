using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Reprise.Studio.Layout;

namespace Reprise.Studio.Hosting;

/// <summary>The answer of an action that worked: words for the next page, and the way to it.</summary>
internal static class Done
{
    /// <summary>Goes to a page of the Studio (an address relative to the application's root) and says there what was done.</summary>
    public static IResult Go(HttpContext http, string? page, string words)
    {
        Flash.Write(http, words, isError: false);
        var target = Target(http, page);
        if (!http.Request.Headers.ContainsKey("HX-Request"))
        {
            return Results.LocalRedirect(target);
        }

        http.Response.Headers["HX-Redirect"] = target;
        return TypedResults.NoContent();
    }

    /// <summary>An address under the application's root, whatever the form said.</summary>
    public static string Target(HttpContext http, string? page)
    {
        var relative = page is null || page.StartsWith("./", StringComparison.Ordinal) ? page?[2..] ?? "" : page;
        var isLocal = !relative.StartsWith('/') && !relative.StartsWith('\\') && Uri.IsWellFormedUriString("/" + relative, UriKind.Relative);
        return $"{http.Request.PathBase}/{(isLocal ? relative : "")}";
    }
}
