using Reprise.Tracking.Audit;
using Reprise.Tracking.Database;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Search;

namespace Reprise.Tracking.Registry;

/// <content>Versions, their stages and aliases.</content>
internal sealed partial class ModelRegistryStore
{
    public Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(
        string name, IReadOnlyList<string> stages, CancellationToken cancellationToken = default)
    {
        var wanted = stages.Select(ModelStages.Parse).ToHashSet();
        return database.ReadAsync<IReadOnlyList<ModelVersion>>(
            reader =>
            {
                RegistryRules.RequireModel(reader, name);
                var rows = RegistryReader.LatestRows(reader, reader.Dialect.List([name]));
                return
                [
                    .. rows.Where(row => wanted.Count == 0 || (ModelStages.Find(row.Stage) is { } stage && wanted.Contains(stage)))
                        .Select(row => RegistryReader.Version(reader, row)),
                ];
            },
            cancellationToken);
    }

    public Task<ModelVersion> CreateVersionAsync(NewModelVersion version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        RegistryRules.ValidateName(version.Name);
        Text.RequireLength(version.Source, Limits.ModelVersionSource, "source");
        foreach (var tag in version.Tags)
        {
            RegistryRules.ValidateVersionTag(tag);
        }

        return database.ChangeAsync(
            time,
            (writer, notes) =>
            {
                var (storage, runId, modelId) = ModelSource.Resolve(writer, version);
                RegistryRules.RequireModel(writer, version.Name, RowLock.Change);

                var number = writer.Scalar<long>("SELECT coalesce(max(version), 0) + 1 FROM model_versions WHERE name = $1", version.Name);
                var now = Now();
                writer.Execute(
                    """
                    INSERT INTO model_versions (name, version, creation_time, last_updated_time, description, current_stage, source, run_id, status, run_link,
                                                storage_location)
                    VALUES ($1, $2, $3, $3, $4, 'None', $5, $6, 'READY', $7, $8)
                    """,
                    version.Name, number, now, version.Description, version.Source, runId, version.RunLink, storage);
                foreach (var tag in version.Tags)
                {
                    PutVersionTag(writer, version.Name, number, tag, raise: false);
                }

                if (modelId is not null)
                {
                    LoggedModelWriter.LinkVersion(writer, modelId, version.Name, number);
                }

                TouchModel(writer, version.Name, now);
                RaiseVersionCreated(writer, version, number, runId);
                notes.Add(
                    AuditActions.CreateVersion, version.Name, ("version", number), ("source", version.Source), ("run_id", runId), ("model_id", modelId),
                    ("gate", Gate(writer, version.Name, number)));
                return Version(writer, version.Name, number);
            },
            cancellationToken);
    }

    public Task<ModelVersion> GetVersionAsync(string name, int version, CancellationToken cancellationToken = default) => database.ReadAsync(
        reader => RegistryReader.Version(reader, RegistryRules.RequireVersion(reader, name, version)), cancellationToken);

    public Task<ModelVersion> UpdateVersionAsync(string name, int version, string? description, CancellationToken cancellationToken = default) =>
        OnVersionAsync(
            name,
            version,
            (writer, notes) =>
            {
                writer.Execute("UPDATE model_versions SET description = $3, last_updated_time = $4 WHERE name = $1 AND version = $2", name, version, description, Now());
                notes.Add(AuditActions.UpdateVersion, name, ("version", version), ("description", description));
            },
            cancellationToken);

    public Task DeleteVersionAsync(string name, int version, CancellationToken cancellationToken = default) => database.ChangeAsync(
        time,
        (writer, notes) =>
        {
            RegistryRules.Lock(writer, name);
            var former = RegistryReader.Version(writer, RegistryRules.RequireVersion(writer, name, version));
            notes.Add(AuditActions.DeleteVersion, name, ("version", version), ("from_stage", former.Stage.ToString()), ("aliases", former.Aliases));
            var now = Now();

            // The row stays, emptied: the number must not be given again. Redacted as MLflow does it.
            writer.Execute(
                $"""
                UPDATE model_versions SET current_stage = '{ModelStages.Deleted}', last_updated_time = $3, description = NULL, user_id = NULL,
                       source = 'REDACTED-SOURCE-PATH', storage_location = NULL, run_id = 'REDACTED-RUN-ID', run_link = 'REDACTED-RUN-LINK', status_message = NULL
                WHERE name = $1 AND version = $2
                """,
                name, version, now);
            writer.Execute("DELETE FROM model_version_tags WHERE name = $1 AND version = $2", name, version);
            foreach (var alias in writer.Query<string>("SELECT alias FROM registered_model_aliases WHERE name = @name AND version = @version", new { name, version = (long)version }))
            {
                RemoveAlias(writer, name, alias);
            }

            TouchModel(writer, name, now);
        },
        cancellationToken);

    public Task<Page<ModelVersion>> SearchVersionsAsync(RegistryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var select = RegistrySearch.Versions(query, database.Dialect);
        return database.ReadAsync(
            reader => select.Page(reader, (ModelVersionRow[] rows) => RegistryReader.Versions(reader, rows), lookAhead: true), cancellationToken);
    }

    public Task SetVersionTagAsync(string name, int version, Tag tag, CancellationToken cancellationToken = default)
    {
        RegistryRules.ValidateVersionTag(tag);
        return OnVersionAsync(
            name,
            version,
            (writer, notes) =>
            {
                PutVersionTag(writer, name, version, tag);
                notes.Add(AuditActions.TagVersion, name, ("version", version), ("key", tag.Key), ("value", tag.Value));
            },
            cancellationToken);
    }

    public Task DeleteVersionTagAsync(string name, int version, string key, CancellationToken cancellationToken = default) =>
        OnVersionAsync(
            name,
            version,
            (writer, notes) =>
            {
                if (DeleteVersionTag(writer, name, version, key) > 0)
                {
                    notes.Add(AuditActions.UntagVersion, name, ("version", version), ("key", key));
                }
            },
            cancellationToken);

    public Task<ModelVersion> TransitionStageAsync(
        string name, int version, string stage, bool archiveExistingVersions, CancellationToken cancellationToken = default)
    {
        var target = ModelStages.Parse(stage);
        if (archiveExistingVersions && target is not (ModelStage.Staging or ModelStage.Production))
        {
            throw Invalid.Parameter(
                $"Model version transition cannot archive existing model versions because '{target}' is not an Active stage. Valid stages are ['Staging', 'Production']");
        }

        return OnVersionAsync(
            name,
            version,
            (writer, notes) =>
            {
                var from = RegistryRules.RequireVersion(writer, name, version).Stage;
                var archived = MoveToStage(writer, name, version, target, archiveExistingVersions, Now());
                if (from != target.ToString() || archived.Count > 0)
                {
                    notes.Add(
                        AuditActions.MoveVersion, name, ("version", version), ("from_stage", from), ("stage", target.ToString()), ("archived", archived),
                        ("gate", Gate(writer, name, version)));
                }
            },
            cancellationToken);
    }

    public Task<string> GetDownloadUriAsync(string name, int version, CancellationToken cancellationToken = default) => database.ReadAsync(
        reader => RegistryRules.RequireVersion(reader, name, version) is var row ? row.StorageLocation ?? row.Source ?? "" : "", cancellationToken);

    public Task SetAliasAsync(string name, string alias, int version, CancellationToken cancellationToken = default)
    {
        RegistryRules.ValidateAlias(alias);
        return OnVersionAsync(
            name,
            version,
            (writer, notes) =>
            {
                var previous = AliasTarget(writer, name, alias);
                PutAlias(writer, name, alias, version);
                if (previous != version)
                {
                    notes.Add(AuditActions.SetAlias, name, ("alias", alias), ("version", version), ("previous", previous), ("gate", Gate(writer, name, version)));
                }
            },
            cancellationToken);
    }

    public Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default)
    {
        RegistryRules.ValidateAlias(alias);
        return database.ChangeAsync(
            time,
            (writer, notes) =>
            {
                RegistryRules.RequireModel(writer, name, RowLock.Change);
                var previous = AliasTarget(writer, name, alias);
                RemoveAlias(writer, name, alias);
                if (previous is not null)
                {
                    notes.Add(AuditActions.DeleteAlias, name, ("alias", alias), ("previous", previous));
                }
            },
            cancellationToken);
    }

    public Task<ModelVersion> GetVersionByAliasAsync(string name, string alias, CancellationToken cancellationToken = default) => database.ReadAsync(
        reader =>
        {
            RegistryRules.RequireModel(reader, name);
            var version = AliasTarget(reader, name, alias) ?? throw Invalid.Parameter($"Registered model alias {alias} not found.");
            return RegistryReader.Version(reader, RegistryRules.RequireVersion(reader, name, version));
        },
        cancellationToken);

    private Task<ModelVersion> OnVersionAsync(string name, long version, Action<SqlWriter, AuditNotes> work, CancellationToken cancellationToken) => database.ChangeAsync(
        time,
        (writer, notes) =>
        {
            RegistryRules.Lock(writer, name);
            RegistryRules.RequireVersion(writer, name, version);
            work(writer, notes);
            return Version(writer, name, version);
        },
        cancellationToken);

    private static ModelVersion Version(SqlWriter writer, string name, long version) =>
        RegistryReader.Version(writer, RegistryRules.RequireVersion(writer, name, version));
}
