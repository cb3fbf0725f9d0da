using System.Net;
using System.Xml;
using System.Xml.Linq;
using Reprise.Core.Errors;

namespace Reprise.Storage.Azure;

/// <summary>Sends signed requests to one container, repeats what may be repeated and translates failures. Thread-safe.</summary>
internal sealed class AzureBlobClient(AzureBlobOptions options, TimeProvider time) : IDisposable
{
    private const int LongestError = 64 << 10;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = options.Transfer.Timeout, AllowAutoRedirect = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,   // per try, below
    };

    /// <summary>The address of a blob, or of the container for an empty name; every part is escaped.</summary>
    public Uri At(string name, string query = "") => new(
        $"{options.Container.ToString().TrimEnd('/')}{string.Concat(name.Length == 0 ? [] : name.Split('/').Select(part => "/" + Uri.EscapeDataString(part)))}{(query.Length > 0 ? "?" + query : "")}");

    /// <summary>Sends until there is a success, one of the <paramref name="expected"/> failures, or no try left; the caller disposes the answer.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        string what, Func<HttpRequestMessage> request, CancellationToken cancellationToken, params HttpStatusCode[] expected)
    {
        var delay = FirstDelay;
        for (var left = options.Transfer.Retries; ; left--)
        {
            var (response, failure) = await TryOnceAsync(request, cancellationToken).ConfigureAwait(false);
            if (response is { IsSuccessStatusCode: true } || (response is not null && expected.Contains(response.StatusCode)))
            {
                return response;
            }

            if (response is not null && (left == 0 || response.StatusCode is not (HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)))
            {
                using (response)
                {
                    throw await RefusalAsync(what, response, cancellationToken).ConfigureAwait(false);
                }
            }

            if (left == 0)
            {
                throw new RepriseException(
                    ErrorCode.TemporarilyUnavailable,
                    $"Cannot {what}: {Place} does not answer as it should ({failure!.Message.TrimEnd('.')}). Check the address and the network, and try again.",
                    failure);
            }

            response?.Dispose();
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            delay *= 2;
        }
    }

    public void Dispose() => _http.Dispose();

    private string Place => $"container {options.Container.GetLeftPart(UriPartial.Path)}";

    private async Task<(HttpResponseMessage? Response, Exception? Failure)> TryOnceAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        using var message = request();
        SharedKey.Sign(message, options.Credential, time.GetUtcNow());
        using var late = new CancellationTokenSource(options.Transfer.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return (await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return (null, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new TimeoutException(FormattableString.Invariant($"no answer within {options.Transfer.Timeout.TotalSeconds} seconds"), exception));
        }
    }

    private async Task<RepriseException> RefusalAsync(string what, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var code = response.Headers.TryGetValues("x-ms-error-code", out var values) ? values.First() : await CodeAsync(response, cancellationToken).ConfigureAwait(false);
        return (response.StatusCode, code) switch
        {
            (_, "ContainerNotFound") => new(ErrorCode.ResourceDoesNotExist, $"There is no {Place}. Create it, or name another."),
            (HttpStatusCode.NotFound, _) => new(ErrorCode.ResourceDoesNotExist, $"Cannot {what}: it is not in {Place}."),
            (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized, _) => new(
                ErrorCode.PermissionDenied,
                $"Cannot {what}: {Place} refused it ({code}). Check AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_ACCESS_KEY or AZURE_STORAGE_SAS_TOKEN, and what it allows."),
            (HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict, _) =>
                new(ErrorCode.ResourceConflict, $"Cannot {what} in {Place}: somebody else changed it meanwhile ({code}). Try again."),
            (_, "Md5Mismatch") => new(ErrorCode.DataLoss, $"Cannot {what}: the bytes that reached {Place} are not those that were sent. Try again."),
            ( >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests, _) =>
                new(ErrorCode.TemporarilyUnavailable, $"Cannot {what}: {Place} is busy or failing ({code}). Try again."),
            _ => new(ErrorCode.InvalidParameterValue, FormattableString.Invariant($"Cannot {what}: {Place} answered {(int)response.StatusCode} {code}.")),
        };
    }

    private static async Task<string> CodeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestError, cancellationToken).ConfigureAwait(false);
            return XElement.Parse(await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)).Element("Code")?.Value ?? "no code";
        }
        catch (Exception exception) when (exception is XmlException or HttpRequestException or IOException)
        {
            return response.ReasonPhrase ?? "no code";
        }
    }
}
