using System.Net.Mime;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Reprise.Core.Errors;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Hosting;

/// <summary>
/// The one place where a failure becomes an answer: a <see cref="RepriseException"/> with its code and message; anything else as
/// INTERNAL_ERROR with an id and no internals, which go to the log under that id. Unknown routes and methods get MLflow's plain pages.
/// </summary>
internal sealed partial class ErrorAnswers(RequestDelegate next, ILogger<ErrorAnswers> logger)
{
    private const string KestrelCore = "Microsoft.AspNetCore.Server.Kestrel.Core";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, exception);
            return;
        }

        var response = context.Response;
        if (!response.HasStarted && response.ContentType is null && response.StatusCode is 404 or 405)
        {
            await WritePageAsync(
                context,
                response.StatusCode == 404
                    ? "The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again."
                    : "The method is not allowed for the requested URL.");
        }
    }

    private Task AnswerAsync(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case RepriseException known:
                return WriteErrorAsync(context, known.Code.ToHttpStatus(), known.Code, known.Message);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return WriteErrorAsync(
                    context, 413, ErrorCode.InvalidParameterValue, "The request body is larger than this server accepts. Send it in parts.");
            case BadHttpRequestException bad:
                return WriteErrorAsync(context, bad.StatusCode, ErrorCode.BadRequest, bad.Message);
            case IOException { InnerException: OverflowException } overflow when overflow.Source == KestrelCore:
                return WriteErrorAsync(context, 400, ErrorCode.BadRequest, overflow.Message);   // a chunk longer than any number
            default:
                var id = context.TraceIdentifier;
                LogFailure(logger, exception, context.Request.Method, context.Request.Path, id);
                return WriteErrorAsync(
                    context, 500, ErrorCode.InternalError, $"The server failed to answer this request. Its log has the details under the id {id}.");
        }
    }

    /// <summary>Refuses a request, with headers that say more.</summary>
    public static Task RefuseAsync(HttpContext context, ErrorCode code, string message, Action<IHeaderDictionary> addHeaders) =>
        WriteErrorAsync(context, code.ToHttpStatus(), code, message, addHeaders);

    /// <summary>A browser that opens a page, not a program that calls the API.</summary>
    public static bool IsForPeople(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/api")
        && !request.Path.StartsWithSegments("/ajax-api");

    private static Task WriteErrorAsync(HttpContext context, int status, ErrorCode code, string message, Action<IHeaderDictionary>? addHeaders = null)
    {
        context.Response.Clear();
        context.Response.StatusCode = status;
        addHeaders?.Invoke(context.Response.Headers);
        return IsForPeople(context.Request) ? WritePageAsync(context, message) : WriteJsonAsync(context, new ErrorMessage(code.ToWire(), message));
    }

    private static Task WriteJsonAsync(HttpContext context, ErrorMessage error) => context.Response.WriteAsJsonAsync(
        error, WireFormat.Compact.For<ErrorMessage>(), MediaTypeNames.Application.Json, context.RequestAborted);

    private static Task WritePageAsync(HttpContext context, string text)
    {
        var status = context.Response.StatusCode;
        var title = ReasonPhrases.GetReasonPhrase(status);
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            FormattableString.Invariant(
                $"<!doctype html>\n<html lang=en>\n<title>{status} {title}</title>\n<h1>{title}</h1>\n<p>{HtmlEncoder.Default.Encode(text)}</p>\n"),
            context.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed (id {Id})")]
    private static partial void LogFailure(ILogger logger, Exception exception, string method, string path, string id);
}
