using System.Text.Json;
using Reprise.Tracking.Database;
using Reprise.Tracking.Webhooks;

namespace Reprise.Tracking.Registry;

/// <content>What webhooks are told. Prompts, which MLflow keeps as models, are none of theirs.</content>
internal sealed partial class ModelRegistryStore
{
    private const string PromptTag = "mlflow.prompt.is_prompt";

    private void RaiseModelCreated(SqlWriter writer, string name, IReadOnlyList<Tag> tags, string? description) =>
        Raise(writer, name, WebhookEvent.ModelCreated, WebhookBody.Model(name, tags, description));

    private void RaiseVersionCreated(SqlWriter writer, NewModelVersion version, long number, string? runId) => Raise(
        writer,
        version.Name,
        WebhookEvent.VersionCreated,
        WebhookBody.VersionData(version.Name, Number(number), version.Source, runId, version.Tags, version.Description));

    private void Raise(SqlWriter writer, string name, WebhookEvent happened, params (string Name, string Value)[] data) =>
        Raise(writer, name, happened, WebhookBody.Texts(data));

    private void Raise(SqlWriter writer, string name, WebhookEvent happened, Action<Utf8JsonWriter> data)
    {
        if (writer.Value<long>("SELECT count(*) FROM registered_model_tags WHERE name = @name AND key = @PromptTag", new { name, PromptTag }) == 0)
        {
            WebhookOutbox.Raise(writer, time.GetUtcNow(), happened, data);
        }
    }
}
