using Reprise.Tracking.Database;

namespace Reprise.Tracking.Registry;

/// <content>The statements that versions and promotion share.</content>
internal sealed partial class ModelRegistryStore
{
    private static long? AliasTarget(SqlReader reader, string name, string alias) => reader.Find<long?>(
        "SELECT version FROM registered_model_aliases WHERE name = @name AND alias = @alias", new { name, alias });

    private static void PutAlias(SqlWriter writer, string name, string alias, long version) => writer.Execute(
        "INSERT INTO registered_model_aliases (name, alias, version) VALUES ($1, $2, $3) ON CONFLICT (name, alias) DO UPDATE SET version = excluded.version",
        name, alias, version);

    private static void PutVersionTag(SqlWriter writer, string name, long version, Tag tag) => writer.Execute(
        "INSERT INTO model_version_tags (key, value, name, version) VALUES ($1, $2, $3, $4) ON CONFLICT (key, name, version) DO UPDATE SET value = excluded.value",
        tag.Key, tag.Value ?? "", name, version);

    private static void DeleteVersionTag(SqlWriter writer, string name, long version, string key) =>
        writer.Execute("DELETE FROM model_version_tags WHERE key = $3 AND name = $1 AND version = $2", name, version, key);

    private static void MoveToStage(SqlWriter writer, string name, long version, ModelStage stage, bool archiveOthers, long now)
    {
        if (archiveOthers)
        {
            writer.Execute(
                "UPDATE model_versions SET current_stage = 'Archived', last_updated_time = $4 WHERE name = $1 AND version <> $2 AND current_stage = $3",
                name, version, stage.ToString(), now);
        }

        writer.Execute(
            "UPDATE model_versions SET current_stage = $3, last_updated_time = $4 WHERE name = $1 AND version = $2", name, version, stage.ToString(), now);
        TouchModel(writer, name, now);
    }
}
