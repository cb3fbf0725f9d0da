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

        return database.WriteAsync(
            writer =>
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
            writer => writer.Execute(
                "UPDATE model_versions SET description = $3, last_updated_time = $4 WHERE name = $1 AND version = $2", name, version, description, Now()),
            cancellationToken);

    public Task DeleteVersionAsync(string name, int version, CancellationToken cancellationToken = default) => database.WriteAsync(
        writer =>
        {
            RegistryRules.Lock(writer, name);
            RegistryRules.RequireVersion(writer, name, version);
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
        return OnVersionAsync(name, version, writer => PutVersionTag(writer, name, version, tag), cancellationToken);
    }

    public Task DeleteVersionTagAsync(string name, int version, string key, CancellationToken cancellationToken = default) =>
        OnVersionAsync(name, version, writer => DeleteVersionTag(writer, name, version, key), cancellationToken);

    public Task<ModelVersion> TransitionStageAsync(
        string name, int version, string stage, bool archiveExistingVersions, CancellationToken cancellationToken = default)
    {
        var target = ModelStages.Parse(stage);
        if (archiveExistingVersions && target is not (ModelStage.Staging or ModelStage.Production))
        {
            throw Invalid.Parameter(
                $"Model version transition cannot archive existing model versions because '{target}' is not an Active stage. Valid stages are ['Staging', 'Production']");
        }

        return OnVersionAsync(name, version, writer => MoveToStage(writer, name, version, target, archiveExistingVersions, Now()), cancellationToken);
    }

    public Task<string> GetDownloadUriAsync(string name, int version, CancellationToken cancellationToken = default) => database.ReadAsync(
        reader => RegistryRules.RequireVersion(reader, name, version) is var row ? row.StorageLocation ?? row.Source ?? "" : "", cancellationToken);

    public Task SetAliasAsync(string name, string alias, int version, CancellationToken cancellationToken = default)
    {
        RegistryRules.ValidateAlias(alias);
        return OnVersionAsync(name, version, writer => PutAlias(writer, name, alias, version), cancellationToken);
    }

    public Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default)
    {
        RegistryRules.ValidateAlias(alias);
        return database.WriteAsync(
            writer =>
            {
                RegistryRules.RequireModel(writer, name, RowLock.Change);
                RemoveAlias(writer, name, alias);
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

    private Task<ModelVersion> OnVersionAsync(string name, long version, Action<SqlWriter> work, CancellationToken cancellationToken) => database.WriteAsync(
        writer =>
        {
            RegistryRules.Lock(writer, name);
            RegistryRules.RequireVersion(writer, name, version);
            work(writer);
            return Version(writer, name, version);
        },
        cancellationToken);

    private static ModelVersion Version(SqlWriter writer, string name, long version) =>
        RegistryReader.Version(writer, RegistryRules.RequireVersion(writer, name, version));
}
