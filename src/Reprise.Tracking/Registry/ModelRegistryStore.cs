using Reprise.Core.Errors;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Database;
using Reprise.Tracking.Search;

namespace Reprise.Tracking.Registry;

/// <summary>Registered models and versions in MLflow's tables. Versions, aliases and promotion are in the files beside this one.</summary>
internal sealed partial class ModelRegistryStore(TrackingDatabase database, TimeProvider time) : IModelRegistryStore
{
    public Task<RegisteredModel> CreateModelAsync(
        string name, string? description = null, IReadOnlyList<Tag>? tags = null, CancellationToken cancellationToken = default)
    {
        RegistryRules.ValidateNewName(name);
        foreach (var tag in tags ?? [])
        {
            RegistryRules.ValidateModelTag(tag);
        }

        return database.ChangeAsync(
            time,
            (writer, notes) =>
            {
                RequireFree(writer, name);
                writer.Execute(
                    "INSERT INTO registered_models (name, creation_time, last_updated_time, description) VALUES ($1, $2, $2, $3)", name, Now(), description);
                foreach (var tag in tags ?? [])
                {
                    PutModelTag(writer, name, tag);
                }

                RaiseModelCreated(writer, name, tags ?? [], description);
                notes.Add(AuditActions.CreateModel, name, ("description", description));
                return Model(writer, name);
            },
            cancellationToken);
    }

    public Task<RegisteredModel> GetModelAsync(string name, CancellationToken cancellationToken = default) =>
        database.ReadAsync(reader => Model(reader, name), cancellationToken);

    public Task<RegisteredModel> RenameModelAsync(string name, string newName, CancellationToken cancellationToken = default)
    {
        RegistryRules.ValidateNewName(newName, "new_name");
        return database.ChangeAsync(
            time,
            (writer, notes) =>
            {
                RegistryRules.RequireModel(writer, name, RowLock.Change);
                if (newName != name)
                {
                    RequireFree(writer, newName);
                    notes.Add(AuditActions.RenameModel, newName, ("from", name), ("to", newName));
                }

                // Versions, tags and aliases follow by ON UPDATE CASCADE.
                var now = Now();
                writer.Execute("UPDATE registered_models SET name = $2, last_updated_time = $3 WHERE name = $1", name, newName, now);
                writer.Execute("UPDATE model_versions SET last_updated_time = $2 WHERE name = $1", newName, now);
                return Model(writer, newName);
            },
            cancellationToken);
    }

    public Task<RegisteredModel> UpdateModelAsync(string name, string? description, CancellationToken cancellationToken = default) => database.ChangeAsync(
        time,
        (writer, notes) =>
        {
            RegistryRules.RequireModel(writer, name, RowLock.Change);
            writer.Execute("UPDATE registered_models SET description = $2, last_updated_time = $3 WHERE name = $1", name, description, Now());
            notes.Add(AuditActions.UpdateModel, name, ("description", description));
            return Model(writer, name);
        },
        cancellationToken);

    public Task DeleteModelAsync(string name, CancellationToken cancellationToken = default) => database.ChangeAsync(
        time,
        (writer, notes) =>
        {
            RegistryRules.RequireModel(writer, name, RowLock.Change);
            notes.Add(AuditActions.DeleteModel, name);
            foreach (var table in (string[])["model_version_tags", "registered_model_tags", "registered_model_aliases", "model_versions", "registered_models"])
            {
                writer.Execute($"DELETE FROM {table} WHERE name = $1", name);
            }
        },
        cancellationToken);

    public Task<Page<RegisteredModel>> SearchModelsAsync(RegistryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var select = RegistrySearch.Models(query, database.Dialect);
        return database.ReadAsync(
            reader => select.Page(reader, (RegisteredModelRow[] rows) => RegistryReader.Models(reader, rows), lookAhead: true), cancellationToken);
    }

    public Task<RegistryHistory> GetHistoryAsync(RegistryHistoryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        RegistryRules.ValidateName(query.Name);
        return database.ReadAsync(reader => RegistryHistoryReader.Read(reader, query), cancellationToken);
    }

    public Task SetModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default)
    {
        RegistryRules.ValidateModelTag(tag);
        return database.ChangeAsync(
            time,
            (writer, notes) =>
            {
                RegistryRules.RequireModel(writer, name, RowLock.Change);
                PutModelTag(writer, name, tag);
                notes.Add(AuditActions.TagModel, name, ("key", tag.Key), ("value", tag.Value));
            },
            cancellationToken);
    }

    public Task DeleteModelTagAsync(string name, string key, CancellationToken cancellationToken = default) => database.ChangeAsync(
        time,
        (writer, notes) =>
        {
            RegistryRules.RequireModel(writer, name, RowLock.Change);
            if (writer.Execute("DELETE FROM registered_model_tags WHERE name = $1 AND key = $2", name, key) > 0)
            {
                notes.Add(AuditActions.UntagModel, name, ("key", key));
            }
        },
        cancellationToken);

    private static RegisteredModel Model(SqlReader reader, string name) =>
        RegistryReader.Models(reader, [RegistryRules.RequireModel(reader, name)])[0];

    private static void RequireFree(SqlReader reader, string name)
    {
        if (reader.Value<long>("SELECT count(*) FROM registered_models WHERE name = @name", new { name }) > 0)
        {
            throw new RepriseException(ErrorCode.ResourceAlreadyExists, $"Registered Model (name={name}) already exists.");
        }
    }

    private static void PutModelTag(SqlWriter writer, string name, Tag tag) => writer.Execute(
        "INSERT INTO registered_model_tags (key, value, name) VALUES ($1, $2, $3) ON CONFLICT (key, name) DO UPDATE SET value = excluded.value",
        tag.Key, tag.Value ?? "", name);

    private static void TouchModel(SqlWriter writer, string name, long now) =>
        writer.Execute("UPDATE registered_models SET last_updated_time = $2 WHERE name = $1", name, now);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
