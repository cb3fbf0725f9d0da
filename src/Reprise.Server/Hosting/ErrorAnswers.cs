using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Reprise.Core.Errors;

namespace Reprise.Server.Hosting;

/// <summary>
/// The one place where a failure becomes an answer: a <see cref="RepriseException"/> with its code and message; anything else as
/// INTERNAL_ERROR with an id and no internals, which go to the log under that id. Unknown routes and methods get MLflow's plain pages.
/// </summary>
internal sealed partial class ErrorAnswers(RequestDelegate next, ILogger<ErrorAnswers> logger)
{
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
            await WritePageAsync(context, response.StatusCode);
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
            default:
                var id = context.TraceIdentifier;
                LogFailure(logger, exception, context.Request.Method, context.Request.Path, id);
                return WriteErrorAsync(
                    context, 500, ErrorCode.InternalError, $"The server failed to answer this request. Its log has the details under the id {id}.");
        }
    }

    private static async Task WriteErrorAsync(HttpContext context, int status, ErrorCode code, string message)
    {
        context.Response.Clear();
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaTypeNames.Application.Json;
        await using var json = new Utf8JsonWriter(
            context.Response.BodyWriter, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("error_code", code.ToWire());
        json.WriteString("message", message);
        json.WriteEndObject();
    }

    private static Task WritePageAsync(HttpContext context, int status)
    {
        var title = ReasonPhrases.GetReasonPhrase(status);
        var text = status == 404
            ? "The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again."
            : "The method is not allowed for the requested URL.";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"<!doctype html>\n<html lang=en>\n<title>{status} {title}</title>\n<h1>{title}</h1>\n<p>{text}</p>\n", context.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed (id {Id})")]
    private static partial void LogFailure(ILogger logger, Exception exception, string method, string path, string id);
}
