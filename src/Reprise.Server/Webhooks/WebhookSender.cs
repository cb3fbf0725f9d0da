using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Reprise.Core.Errors;
using Reprise.Server.Hosting;
using Reprise.Tracking.Webhooks;

namespace Reprise.Server.Webhooks;

/// <summary>What a receiver said to a message. Without a status there was no answer, and <see cref="Problem"/> says why.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The beginning of the answer's text.</param>
/// <param name="Problem">Why there was no answer.</param>
/// <param name="IsFinal">Whether another attempt would be for nothing.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
internal readonly record struct WebhookAnswer(int? Status, string? Body, string? Problem, bool IsFinal, TimeSpan? RetryAfter)
{
    /// <summary>Whether the message has arrived.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>Posts messages to the receivers of webhooks.</summary>
internal sealed class WebhookSender(WebhookStore webhooks, RepriseServerOptions options) : IDisposable
{
    private const int MostOfAnswer = 4096;
    private readonly HttpClient _http = WebhookConnections.Client(options.AllowPrivateWebhooks);

    /// <summary>Posts one message, signed if the webhook has a secret. Never throws for what a receiver does.</summary>
    public async Task<WebhookAnswer> SendAsync(Webhook webhook, string deliveryId, string body, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.WebhookTimeout);
        try
        {
            using var request = await RequestAsync(webhook, deliveryId, body, cancellationToken);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            var status = (int)response.StatusCode;
            return new(status, await StartAsync(response.Content, deadline.Token), null, !CanRetry(status), RetryAfter(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, null, FormattableString.Invariant($"The receiver did not answer within {options.WebhookTimeout.TotalSeconds:0.###} s."), false, null);
        }
        catch (RepriseException refusal)
        {
            return new(null, null, refusal.Message, true, null);
        }
        catch (HttpRequestException failure)
        {
            var refusal = failure.InnerException as RepriseException;
            return new(null, null, refusal?.Message ?? failure.Message, refusal is not null, null);
        }
        catch (IOException failure)
        {
            return new(null, null, failure.Message, false, null);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpRequestMessage> RequestAsync(Webhook webhook, string deliveryId, string body, CancellationToken cancellationToken)
    {
        // Judged again: the options may have changed since the webhook was made.
        var request = new HttpRequestMessage(HttpMethod.Post, WebhookRules.Url(webhook.Url, options.AllowHttpWebhooks))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        var timestamp = options.TimeProvider.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add(WebhookSignature.DeliveryHeader, deliveryId);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp);
        if (await webhooks.SecretAsync(webhook.Id, cancellationToken) is { } secret)
        {
            request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Of(secret, deliveryId, timestamp, body));
        }

        return request;
    }

    private static async Task<string> StartAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var start = new byte[MostOfAnswer];
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(start, MostOfAnswer, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(start, 0, length);
    }

    private static bool CanRetry(int status) => status is 429 or 500 or 502 or 503 or 504;

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - options.TimeProvider.GetUtcNow() : null);
}
