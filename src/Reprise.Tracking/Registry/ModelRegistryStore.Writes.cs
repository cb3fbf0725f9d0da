using Reprise.Tracking.Database;
using Reprise.Tracking.Webhooks;

namespace Reprise.Tracking.Registry;

/// <content>The statements that versions and promotion share.</content>
internal sealed partial class ModelRegistryStore
{
    private static long? AliasTarget(SqlReader reader, string name, string alias) => reader.Find<long?>(
        "SELECT version FROM registered_model_aliases WHERE name = @name AND alias = @alias", new { name, alias });

    private void PutAlias(SqlWriter writer, string name, string alias, long version)
    {
        writer.Execute(
            "INSERT INTO registered_model_aliases (name, alias, version) VALUES ($1, $2, $3) ON CONFLICT (name, alias) DO UPDATE SET version = excluded.version",
            name, alias, version);
        Raise(writer, name, WebhookEvent.AliasCreated, ("name", name), ("alias", alias), ("version", Number(version)));
    }

    private void RemoveAlias(SqlWriter writer, string name, string alias)
    {
        if (writer.Execute("DELETE FROM registered_model_aliases WHERE name = $1 AND alias = $2", name, alias) > 0)
        {
            Raise(writer, name, WebhookEvent.AliasDeleted, ("name", name), ("alias", alias));
        }
    }

    /// <param name="writer">The transaction.</param>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="tag">What is set.</param>
    /// <param name="raise">Whether webhooks are told of the tag by itself; not where they hear of it with the new version.</param>
    private void PutVersionTag(SqlWriter writer, string name, long version, Tag tag, bool raise = true)
    {
        writer.Execute(
            "INSERT INTO model_version_tags (key, value, name, version) VALUES ($1, $2, $3, $4) ON CONFLICT (key, name, version) DO UPDATE SET value = excluded.value",
            tag.Key, tag.Value ?? "", name, version);
        if (raise)
        {
            Raise(writer, name, WebhookEvent.VersionTagSet, ("name", name), ("version", Number(version)), ("key", tag.Key), ("value", tag.Value ?? ""));
        }
    }

    private int DeleteVersionTag(SqlWriter writer, string name, long version, string key)
    {
        var deleted = writer.Execute("DELETE FROM model_version_tags WHERE key = $3 AND name = $1 AND version = $2", name, version, key);
        if (deleted > 0)
        {
            Raise(writer, name, WebhookEvent.VersionTagDeleted, ("name", name), ("version", Number(version)), ("key", key));
        }

        return deleted;
    }

    /// <summary>The versions that were archived because they were in the stage.</summary>
    private static List<long> MoveToStage(SqlWriter writer, string name, long version, ModelStage stage, bool archiveOthers, long now)
    {
        var archived = new List<long>();
        if (archiveOthers)
        {
            archived = writer.Query<long>(
                "SELECT version FROM model_versions WHERE name = @name AND version <> @version AND current_stage = @stage ORDER BY version",
                new { name, version, stage = stage.ToString() });
            writer.Execute(
                "UPDATE model_versions SET current_stage = 'Archived', last_updated_time = $4 WHERE name = $1 AND version <> $2 AND current_stage = $3",
                name, version, stage.ToString(), now);
        }

        writer.Execute(
            "UPDATE model_versions SET current_stage = $3, last_updated_time = $4 WHERE name = $1 AND version = $2", name, version, stage.ToString(), now);
        TouchModel(writer, name, now);
        return archived;
    }

    /// <summary>What the gate said of a version when it was moved: passed or failed; null when none was run.</summary>
    private static string? Gate(SqlReader reader, string name, long version) => reader.Find<string>(
        "SELECT value FROM model_version_tags WHERE name = @name AND version = @version AND key = 'reprise.gate'", new { name, version });
}
