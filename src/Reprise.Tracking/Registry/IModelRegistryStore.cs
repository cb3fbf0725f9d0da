using Reprise.Core.Errors;

namespace Reprise.Tracking.Registry;

/// <summary>Registered models and versions by MLflow's rules, and the transactional promotion MLflow lacks. Throws <see cref="RepriseException"/>.</summary>
public interface IModelRegistryStore
{
    /// <summary>Registers a name.</summary>
    Task<RegisteredModel> CreateModelAsync(
        string name, string? description = null, IReadOnlyList<Tag>? tags = null, CancellationToken cancellationToken = default);

    /// <summary>The model with this name.</summary>
    Task<RegisteredModel> GetModelAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Renames a model with everything under it.</summary>
    Task<RegisteredModel> RenameModelAsync(string name, string newName, CancellationToken cancellationToken = default);

    /// <summary>Changes the description.</summary>
    Task<RegisteredModel> UpdateModelAsync(string name, string? description, CancellationToken cancellationToken = default);

    /// <summary>Deletes a model with all its versions.</summary>
    Task DeleteModelAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>A page of models that match.</summary>
    Task<Page<RegisteredModel>> SearchModelsAsync(RegistryQuery query, CancellationToken cancellationToken = default);

    /// <summary>Sets a model's tag.</summary>
    Task SetModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a model's tag.</summary>
    Task DeleteModelTagAsync(string name, string key, CancellationToken cancellationToken = default);

    /// <summary>The newest version of each of the given stages; of all stages when none is given.</summary>
    Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(
        string name, IReadOnlyList<string> stages, CancellationToken cancellationToken = default);

    /// <summary>Creates the next version, READY at once.</summary>
    Task<ModelVersion> CreateVersionAsync(NewModelVersion version, CancellationToken cancellationToken = default);

    /// <summary>One version.</summary>
    Task<ModelVersion> GetVersionAsync(string name, int version, CancellationToken cancellationToken = default);

    /// <summary>Changes a version's description.</summary>
    Task<ModelVersion> UpdateVersionAsync(string name, int version, string? description, CancellationToken cancellationToken = default);

    /// <summary>Deletes a version and the aliases that name it.</summary>
    Task DeleteVersionAsync(string name, int version, CancellationToken cancellationToken = default);

    /// <summary>A page of versions that match.</summary>
    Task<Page<ModelVersion>> SearchVersionsAsync(RegistryQuery query, CancellationToken cancellationToken = default);

    /// <summary>Sets a version's tag.</summary>
    Task SetVersionTagAsync(string name, int version, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a version's tag.</summary>
    Task DeleteVersionTagAsync(string name, int version, string key, CancellationToken cancellationToken = default);

    /// <summary>Moves a version to a stage, by its name, any case.</summary>
    Task<ModelVersion> TransitionStageAsync(
        string name, int version, string stage, bool archiveExistingVersions, CancellationToken cancellationToken = default);

    /// <summary>Where the version's model directory can be read.</summary>
    Task<string> GetDownloadUriAsync(string name, int version, CancellationToken cancellationToken = default);

    /// <summary>Points an alias at a version.</summary>
    Task SetAliasAsync(string name, string alias, int version, CancellationToken cancellationToken = default);

    /// <summary>Removes an alias; one that is not there is fine.</summary>
    Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default);

    /// <summary>The version an alias names.</summary>
    Task<ModelVersion> GetVersionByAliasAsync(string name, string alias, CancellationToken cancellationToken = default);

    /// <summary>Moves alias and stage onto a version in one transaction, archives what was in the stage and records what was live before.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.ResourceConflict"/> when the alias names another version than expected.</exception>
    Task<ModelVersion> PromoteAsync(Promotion promotion, CancellationToken cancellationToken = default);

    /// <summary>Puts back the version that was live before the last promotion of this alias, in one transaction.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/> when there is no version to go back to.</exception>
    Task<ModelVersion> RollbackAsync(string name, string alias = Promotion.DefaultAlias, string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>What happened to a model, and which version had which alias and stage at a time; read from the audit trail.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.ResourceDoesNotExist"/> when neither a model nor a record has the name.</exception>
    Task<RegistryHistory> GetHistoryAsync(RegistryHistoryQuery query, CancellationToken cancellationToken = default);
}
