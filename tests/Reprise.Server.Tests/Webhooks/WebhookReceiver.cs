using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Reprise.Server.Tests.Webhooks;

/// <summary>A real receiver of webhooks on a free port: keeps what it is sent and answers what it is told to, 200 by default.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ReceivedMessage> _received = Channel.CreateUnbounded<ReceivedMessage>();

    private WebhookReceiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.First() + "/hook";

    /// <summary>What is answered next, one each; afterwards 200.</summary>
    public ConcurrentQueue<Action<HttpResponse>> Answers { get; } = new();

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.Run(receiver.AnswerAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public void AnswerNext(params int[] statuses)
    {
        foreach (var status in statuses)
        {
            Answers.Enqueue(response => response.StatusCode = status);
        }
    }

    /// <summary>The next message; fails when none comes in time.</summary>
    public async Task<ReceivedMessage> NextAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        return await _received.Reader.ReadAsync(deadline.Token);
    }

    /// <summary>Whether something came that nobody has looked at.</summary>
    public bool HasMore => _received.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        if (Answers.TryDequeue(out var answer))
        {
            answer(context.Response);
        }

        await _received.Writer.WriteAsync(new(
            context.Request.Method,
            context.Request.ContentType,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body));
        await context.Response.WriteAsync("thanks", context.RequestAborted);
    }
}

/// <summary>A message as it came.</summary>
public sealed record ReceivedMessage(string Method, string? ContentType, IReadOnlyDictionary<string, string> Headers, string Body);
