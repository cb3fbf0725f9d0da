using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Reprise.Core.Errors;
using Reprise.Studio.Layout;

namespace Reprise.Studio.Hosting;

/// <summary>
/// What a person sees in a browser when there is no such page, or when one fails: a page with words and a way back. Programs, which do not ask for
/// HTML, get the server's own answers.
/// </summary>
internal sealed partial class PageErrors(RequestDelegate next, ILogger<PageErrors> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var isPage = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
        try
        {
            await next(context);
        }
        catch (Exception exception) when (isPage && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var known = exception as RepriseException;
            if (known is null)
            {
                LogFailure(logger, exception, context.Request.Path, context.TraceIdentifier);
            }

            await ShowAsync(
                context,
                known ?? new RepriseException(ErrorCode.InternalError, $"The server failed to make this page. Its log has the details under the id {context.TraceIdentifier}."));
            return;
        }

        if (context.GetEndpoint() is null && context.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false } && AsksForPage(context.Request))
        {
            await ShowAsync(context, new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no page at {context.Request.Path}."));
        }
    }

    private static bool AsksForPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static Task ShowAsync(HttpContext context, RepriseException problem)
    {
        context.Response.Clear();
        PageHeaders.Add(context.Response.Headers);
        var page = new RazorComponentResult<ProblemDocument>(new Dictionary<string, object?> { [nameof(ProblemDocument.Problem)] = problem })
        {
            StatusCode = problem.Code.ToHttpStatus(),
        };
        return page.ExecuteAsync(context);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The page {Path} failed (id {Id})")]
    private static partial void LogFailure(ILogger logger, Exception exception, string path, string id);
}
