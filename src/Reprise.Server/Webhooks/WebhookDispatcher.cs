using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reprise.Core.Errors;
using Reprise.Server.Hosting;
using Reprise.Tracking.Webhooks;

namespace Reprise.Server.Webhooks;

/// <summary>
/// Delivers what waits in the outbox, in the background. It looks there at intervals, because other processes change the registry too. A message that did
/// not arrive is tried again after 1, 4, 16 … seconds, at most 15 minutes, or when the receiver asks for it; after the last attempt it is given up.
/// </summary>
internal sealed partial class WebhookDispatcher(
    WebhookOutbox outbox, WebhookStore webhooks, WebhookSender sender, RepriseServerOptions options, ILogger<WebhookDispatcher> logger) : BackgroundService
{
    /// <summary>Attempts for one message.</summary>
    public const int MostAttempts = 8;

    /// <summary>Messages under way at the same time.</summary>
    private const int AtOnce = 8;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);

    private DateTimeOffset _pruned = DateTimeOffset.MinValue;

    /// <summary>Delivers what is due; returns how many messages were tried.</summary>
    public async Task<int> DeliverDueAsync(CancellationToken cancellationToken)
    {
        if (options.TimeProvider.GetUtcNow() - _pruned > PruneEvery)
        {
            await outbox.PruneAsync(cancellationToken);
            _pruned = options.TimeProvider.GetUtcNow();
        }

        var due = await outbox.TakeAsync(AtOnce, options.WebhookTimeout * 2, cancellationToken);
        await Task.WhenAll(due.Select(delivery => DeliverAsync(delivery, cancellationToken)));
        return due.Count;
    }

    /// <summary>How long to wait after an attempt, the first being 1; null to give up.</summary>
    public static TimeSpan? WaitAfter(int attempt, TimeSpan? retryAfter)
    {
        if (attempt >= MostAttempts)
        {
            return null;
        }

        var wait = TimeSpan.FromSeconds(Math.Pow(4, attempt - 1));
        wait = retryAfter > wait ? retryAfter.Value : wait;
        return wait < LongestWait ? wait : LongestWait;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var tried = 0;
            try
            {
                tried = await DeliverDueAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogTrouble(logger, exception);   // the database is locked or away: the messages stay where they are
            }

            if (tried == 0)
            {
                await Task.Delay(options.WebhookPollInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task DeliverAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        Webhook webhook;
        try
        {
            webhook = await webhooks.GetAsync(delivery.WebhookId, cancellationToken);
        }
        catch (RepriseException gone) when (gone.Code == ErrorCode.ResourceDoesNotExist)
        {
            await outbox.DoneAsync(delivery, cancellationToken);
            return;
        }

        var answer = await sender.SendAsync(webhook, delivery.Id, delivery.Body, cancellationToken);
        if (answer.IsSuccess)
        {
            await outbox.DoneAsync(delivery, cancellationToken);
            return;
        }

        var problem = answer.Problem ?? FormattableString.Invariant($"The receiver answered {answer.Status}.");
        var wait = answer.IsFinal ? null : WaitAfter(delivery.Attempts, answer.RetryAfter);
        if (wait is null)
        {
            LogGivenUp(logger, delivery.Id, delivery.Event, webhook.Name, delivery.Attempts, problem);
        }

        await outbox.FailedAsync(delivery, wait, answer.Status, problem, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} ({Event}) for webhook '{Webhook}' was given up after {Attempts} attempts: {Problem}")]
    private static partial void LogGivenUp(ILogger logger, string id, string @event, string webhook, int attempts, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Webhooks could not be delivered; they wait and are tried again")]
    private static partial void LogTrouble(ILogger logger, Exception exception);
}
