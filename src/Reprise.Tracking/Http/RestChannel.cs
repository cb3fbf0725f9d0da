using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Reprise.Core.Errors;
using Reprise.Tracking.Wire;

namespace Reprise.Tracking.Http;

/// <summary>Sends messages to one server, maps its failures back and repeats what may be repeated. Thread-safe.</summary>
internal sealed class RestChannel(HttpTrackingOptions options) : IDisposable
{
    private const string Api = "api/2.0/mlflow/";
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    // Timeouts are per call, because a transfer of a large file is not late.
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = options.Timeout })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { Authorization = options.Credentials?.Header },
    };

    private readonly Uri _base = new(options.Address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");

    /// <summary>Asks; may be repeated.</summary>
    public Task<TResponse> GetAsync<TResponse>(string path, RestQuery query, CancellationToken cancellationToken) =>
        CallAsync<TResponse>(() => new HttpRequestMessage(HttpMethod.Get, At(path + query)), mayRepeat: true, cancellationToken);

    /// <summary>Sends a message whose effect is the same when it arrives twice; may be repeated.</summary>
    public Task<TResponse> SendAsync<TRequest, TResponse>(HttpMethod method, string path, TRequest message, CancellationToken cancellationToken) =>
        CallAsync<TResponse>(() => Message(method, path, message), mayRepeat: true, cancellationToken);

    /// <summary>
    /// Sends a message that creates something, or that is refused the second time; never repeated, because the first try may have arrived.
    /// </summary>
    public Task<TResponse> SendOnceAsync<TRequest, TResponse>(HttpMethod method, string path, TRequest message, CancellationToken cancellationToken) =>
        CallAsync<TResponse>(() => Message(method, path, message), mayRepeat: false, cancellationToken);

    /// <summary>Asks for a file, with headers of its own; the caller reads the body of the answer and disposes it.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path, Action<HttpRequestHeaders>? headers, CancellationToken cancellationToken) => SendAsync(
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, At(path));
            headers?.Invoke(request.Headers);
            return request;
        },
        mayRepeat: true,
        options.Timeout,
        cancellationToken);

    /// <summary>PUTs a part to an address the server signed, at another service, without anything that is for the server only. Gives its ETag.</summary>
    public async Task<string> PutAsideAsync(Uri address, ArraySegment<byte> content, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Put, address) { Content = new ByteArrayContent(content.Array!, content.Offset, content.Count) },
            mayRepeat: true,
            Timeout.InfiniteTimeSpan,
            cancellationToken).ConfigureAwait(false);
        return response.Headers.ETag?.Tag ?? "";
    }

    /// <summary>Sends a request with a body of any size and expects nothing back.</summary>
    public async Task TransferAsync(Func<HttpContent?> content, HttpMethod method, string path, bool mayRepeat, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(method, At(path)) { Content = content() }, mayRepeat, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The address of a path under MLflow's API, or of one from the server's root when it starts with a slash.</summary>
    private Uri At(string path) => new(_base, path.StartsWith('/') ? path[1..] : Api + path);

    private HttpRequestMessage Message<TRequest>(HttpMethod method, string path, TRequest message)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(message, WireFormat.Compact.For<TRequest>()));
        content.Headers.ContentType = Json;
        return new HttpRequestMessage(method, At(path)) { Content = content };
    }

    private async Task<TResponse> CallAsync<TResponse>(Func<HttpRequestMessage> request, bool mayRepeat, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, mayRepeat, options.Timeout, cancellationToken).ConfigureAwait(false);
        using var late = new CancellationTokenSource(options.Timeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var body = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            return await JsonSerializer.DeserializeAsync(body, WireFormat.Compact.For<TResponse>(), either.Token).ConfigureAwait(false)
                ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException exception)
        {
            throw new RepriseException(
                ErrorCode.InternalError, $"{_base} answered {response.RequestMessage?.RequestUri?.AbsolutePath} with something that is not the expected JSON.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Unreachable(exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(Late(exception));
        }
    }

    /// <summary>Sends until there is a success, a failure that will not pass, or no try left.</summary>
    private async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> request, bool mayRepeat, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var delay = options.FirstDelay;
        for (var left = mayRepeat ? options.Retries : 0; ; left--)
        {
            var (response, failure) = await TryOnceAsync(request, timeout, cancellationToken).ConfigureAwait(false);
            if (response is { IsSuccessStatusCode: true })
            {
                return response;
            }

            if (response is not null && (left == 0 || response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)))
            {
                using (response)
                {
                    throw await RestErrors.ReadAsync(response, _base, cancellationToken).ConfigureAwait(false);
                }
            }

            if (left == 0)
            {
                throw Unreachable(failure!);
            }

            var wait = response?.Headers.RetryAfter?.Delta is { } asked && asked > delay && asked < options.Timeout ? asked : delay;
            response?.Dispose();
            await Task.Delay(wait, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            delay *= 2;
        }
    }

    private async Task<(HttpResponseMessage? Response, Exception? Failure)> TryOnceAsync(
        Func<HttpRequestMessage> request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var message = request();
        using var late = new CancellationTokenSource(timeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return (await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false), null);
        }
        catch (HttpRequestException exception)
        {
            return (null, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, Late(exception));
        }
    }

    private TimeoutException Late(OperationCanceledException cause) =>
        new(FormattableString.Invariant($"no answer within {options.Timeout.TotalSeconds} seconds"), cause);

    private RepriseException Unreachable(Exception failure) => new(
        ErrorCode.TemporarilyUnavailable,
        $"The tracking server at {_base} cannot be reached: {failure.Message.TrimEnd('.')}. Check the address and that the server runs.",
        failure);
}
