namespace Reprise.Tracking.Webhooks;

/// <summary>A kind of change in the registry that a webhook can hear of.</summary>
/// <param name="Entity">What changed, as MLflow names it: <c>registered_model</c>, <c>model_version</c>, <c>model_version_tag</c>, <c>model_version_alias</c>.</param>
/// <param name="Action">What was done: <c>created</c>, <c>set</c>, <c>deleted</c>.</param>
public readonly record struct WebhookEvent(string Entity, string Action)
{
    /// <summary>A registered model was created.</summary>
    public static WebhookEvent ModelCreated { get; } = new("registered_model", "created");

    /// <summary>A model version was created.</summary>
    public static WebhookEvent VersionCreated { get; } = new("model_version", "created");

    /// <summary>A tag of a model version was set.</summary>
    public static WebhookEvent VersionTagSet { get; } = new("model_version_tag", "set");

    /// <summary>A tag of a model version was deleted.</summary>
    public static WebhookEvent VersionTagDeleted { get; } = new("model_version_tag", "deleted");

    /// <summary>An alias was set on a model version; also by a promotion or a rollback.</summary>
    public static WebhookEvent AliasCreated { get; } = new("model_version_alias", "created");

    /// <summary>An alias was deleted.</summary>
    public static WebhookEvent AliasDeleted { get; } = new("model_version_alias", "deleted");

    /// <summary>Every event there is.</summary>
    public static IReadOnlyList<WebhookEvent> All { get; } = [ModelCreated, VersionCreated, VersionTagSet, VersionTagDeleted, AliasCreated, AliasDeleted];

    /// <summary>The event as one word, such as <c>model_version.created</c>.</summary>
    public override string ToString() => $"{Entity}.{Action}";
}
