using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Reprise.Core.Errors;
using Reprise.Studio.Layout;

namespace Reprise.Studio.Hosting;

/// <summary>
/// Around every action: it takes only forms of our own pages, and a failure of the domain is shown in the dialog that asked, or on the
/// page it came from.
/// </summary>
internal sealed class ActionFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Fail(http, StatusCodes.Status400BadRequest, "This page is too old to act from. Reload it and try again.");
        }

        try
        {
            return await next(context);
        }
        catch (RepriseException problem)
        {
            return Fail(http, problem.Code.ToHttpStatus(), problem.Message);
        }
    }

    private static IResult Fail(HttpContext http, int status, string message)
    {
        if (http.Request.Headers.ContainsKey("HX-Request"))
        {
            // The dialog stays open and shows the words; 4xx answers are swapped in, see the htmx configuration of the page.
            return Results.Content(HtmlEncoder.Default.Encode(message), "text/html; charset=utf-8", statusCode: Math.Min(status, 499));
        }

        Flash.Write(http, message, isError: true);
        return Results.LocalRedirect(Done.Target(http, http.Request.HasFormContentType ? http.Request.Form["return"].ToString() : null));
    }
}
