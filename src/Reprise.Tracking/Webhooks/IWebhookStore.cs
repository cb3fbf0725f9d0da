using Reprise.Core.Errors;

namespace Reprise.Tracking.Webhooks;

/// <summary>Webhooks by MLflow's rules. Every method throws <see cref="RepriseException"/>; a returned write is durable.</summary>
public interface IWebhookStore
{
    /// <summary>Creates a webhook; name, URL and events are needed. At most 1,000 may exist.</summary>
    Task<Webhook> CreateAsync(WebhookChange change, CancellationToken cancellationToken = default);

    /// <summary>The webhook with this id.</summary>
    Task<Webhook> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Webhooks, newest first, 1 to 1,000 a page.</summary>
    Task<Page<Webhook>> ListAsync(int maxResults = 100, string? pageToken = null, CancellationToken cancellationToken = default);

    /// <summary>Changes what is not null.</summary>
    Task<Webhook> UpdateAsync(string id, WebhookChange change, CancellationToken cancellationToken = default);

    /// <summary>Deletes a webhook and what it was still to be told.</summary>
    Task DeleteAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>What a webhook is still to be told and what it could not be told, newest first; at most 1,000.</summary>
    Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(string id, CancellationToken cancellationToken = default);
}
