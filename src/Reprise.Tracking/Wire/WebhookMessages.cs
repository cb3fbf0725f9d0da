using System.Globalization;
using System.Text.Json.Serialization;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Webhooks;

namespace Reprise.Tracking.Wire;

/// <summary>A webhook on the wire. The secret is not among its fields.</summary>
internal sealed record WebhookMessage
{
    public string? WebhookId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Url { get; init; }

    public IReadOnlyList<WebhookEventMessage>? Events { get; init; }

    public string? Status { get; init; }

    public long? CreationTimestamp { get; init; }

    public long? LastUpdatedTimestamp { get; init; }

    public static WebhookMessage From(Webhook webhook) => new()
    {
        WebhookId = webhook.Id,
        Name = webhook.Name,
        Description = webhook.Description,
        Url = webhook.Url,
        Events = webhook.Events.ToWire(WebhookEventMessage.From),
        Status = webhook.IsActive ? WebhookStatusNames.Active : WebhookStatusNames.Disabled,
        CreationTimestamp = webhook.CreatedAt,
        LastUpdatedTimestamp = webhook.UpdatedAt,
    };
}

/// <summary>An event on the wire: MLflow's enum names, or their numbers.</summary>
internal sealed record WebhookEventMessage(
    [property: JsonConverter(typeof(WireTextOrNumberConverter))] string? Entity,
    [property: JsonConverter(typeof(WireTextOrNumberConverter))] string? Action)
{
    private static readonly string[] Entities = ["", "registered_model", "model_version", "model_version_tag", "model_version_alias"];

    private static readonly string[] Actions = ["", "created", "updated", "deleted", "set"];

    public static WebhookEventMessage From(WebhookEvent happened) => new(happened.Entity.ToUpperInvariant(), happened.Action.ToUpperInvariant());

    public WebhookEvent ToEvent() => new(Name(Entity, Entities, "entity"), Name(Action, Actions, "action"));

    private static string Name(string? given, string[] names, string parameter) => string.IsNullOrEmpty(given) ? throw Invalid.Missing($"events.{parameter}")
        : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number < names.Length ? names[number]
        : given.ToLowerInvariant();
}

/// <summary>Names of a webhook's states.</summary>
internal static class WebhookStatusNames
{
    public const string Active = "ACTIVE", Disabled = "DISABLED";

    /// <summary>Whether the state is active; null when none is given.</summary>
    public static bool? Parse(string? status) => status switch
    {
        null or "" => null,
        Active or "1" => true,
        Disabled or "2" => false,
        _ => throw Invalid.Parameter($"Invalid webhook status '{status}'. Value must be one of {Active}, {Disabled}."),
    };
}

internal sealed record WebhookRequest
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Url { get; init; }

    public IReadOnlyList<WebhookEventMessage>? Events { get; init; }

    public string? Secret { get; init; }

    [JsonConverter(typeof(WireTextOrNumberConverter))]
    public string? Status { get; init; }

    public WebhookChange ToChange() => new()
    {
        Name = Text(Name),
        Description = Text(Description),
        Url = Text(Url),
        Events = Events is null or [] ? null : Events.FromWire(given => given.ToEvent()),
        Secret = Text(Secret),
        IsActive = WebhookStatusNames.Parse(Status),
    };

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

internal sealed record ListWebhooksRequest(int? MaxResults, string? PageToken);

internal sealed record TestWebhookRequest(WebhookEventMessage? Event);

internal sealed record WebhookResponse(WebhookMessage? Webhook);

internal sealed record ListWebhooksResponse(IReadOnlyList<WebhookMessage>? Webhooks, string? NextPageToken);

internal sealed record TestWebhookResponse(WebhookTestResultMessage Result);

internal sealed record WebhookTestResultMessage(bool Success, int? ResponseStatus, string? ResponseBody, string? ErrorMessage);

internal sealed record WebhookDeliveriesResponse(IReadOnlyList<WebhookDeliveryMessage>? Deliveries);

internal sealed record WebhookDeliveryMessage
{
    public string? DeliveryId { get; init; }

    public string? Event { get; init; }

    public string? State { get; init; }

    public long? CreationTimestamp { get; init; }

    public long? NextAttemptTimestamp { get; init; }

    public int? Attempts { get; init; }

    public int? ResponseStatus { get; init; }

    public string? Problem { get; init; }

    public static WebhookDeliveryMessage From(WebhookDelivery delivery) => new()
    {
        DeliveryId = delivery.Id,
        Event = delivery.Event,
        State = delivery.HasFailed ? "FAILED" : "PENDING",
        CreationTimestamp = delivery.CreatedAt,
        NextAttemptTimestamp = delivery.HasFailed ? null : delivery.DueAt,
        Attempts = delivery.Attempts,
        ResponseStatus = delivery.HttpStatus,
        Problem = delivery.Problem,
    };
}
