using System.Net;
using System.Text.Json;
using Reprise.Core.Errors;
using Reprise.Tracking.Wire;

namespace Reprise.Tracking.Http;

/// <summary>Turns an answer that is not a success back into the failure the server meant.</summary>
internal static class RestErrors
{
    private const int LongestBody = 64 << 10;
    private const int LongestShown = 200;

    public static async Task<RepriseException> ReadAsync(HttpResponseMessage response, Uri server, CancellationToken cancellationToken)
    {
        var body = await ReadStartAsync(response, cancellationToken).ConfigureAwait(false);
        if (TryParse(body) is { ErrorCode: { } code } error)
        {
            return new RepriseException(ErrorCodes.FromWire(code), error.Message ?? code);
        }

        var status = FormattableString.Invariant($"{(int)response.StatusCode} {response.ReasonPhrase}");
        var request = $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath}";
        var text = System.Text.Encoding.UTF8.GetString(body).ReplaceLineEndings(" ");
        return new RepriseException(
            CodeOf(response.StatusCode), $"The server at {server} answered {request} with {status}: {(text.Length <= LongestShown ? text : text[..LongestShown] + "…")}");
    }

    private static ErrorMessage? TryParse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, WireFormat.Compact.For<ErrorMessage>());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<byte[]> ReadStartAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestBody];
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return buffer[..await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false)];
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return [];   // the status alone must do
        }
    }

    private static ErrorCode CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => ErrorCode.BadRequest,
        HttpStatusCode.Unauthorized => ErrorCode.Unauthenticated,
        HttpStatusCode.Forbidden => ErrorCode.PermissionDenied,
        HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => ErrorCode.EndpointNotFound,
        HttpStatusCode.Conflict => ErrorCode.ResourceConflict,
        HttpStatusCode.RequestEntityTooLarge => ErrorCode.InvalidParameterValue,
        HttpStatusCode.TooManyRequests => ErrorCode.RequestLimitExceeded,
        HttpStatusCode.NotImplemented => ErrorCode.NotImplemented,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => ErrorCode.TemporarilyUnavailable,
        _ => ErrorCode.InternalError,
    };
}
