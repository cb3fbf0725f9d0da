using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Registry;

namespace Reprise.Tracking.Access;

/// <summary>Registered models and versions as far as the caller may; the levels are those of MLflow's own access control. Who registers a name may manage it.</summary>
internal sealed class GuardedModelRegistryStore(IModelRegistryStore inner, AccessGuard guard) : IModelRegistryStore
{
    public async Task<RegisteredModel> CreateModelAsync(
        string name, string? description = null, IReadOnlyList<Tag>? tags = null, CancellationToken cancellationToken = default)
    {
        var caller = AccessGuard.Caller(RouteNeed.Edit);
        var model = await inner.CreateModelAsync(name, description, tags, cancellationToken).ConfigureAwait(false);
        await guard.Access.Grants.OwnAsync(caller.Actor.Name, Resource.Model(model.Name), CancellationToken.None).ConfigureAwait(false);
        return model;
    }

    public async Task<RegisteredModel> GetModelAsync(string name, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Read);
        return await inner.GetModelAsync(name, cancellationToken).ConfigureAwait(false);
    }

    public async Task<RegisteredModel> RenameModelAsync(string name, string newName, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Edit);
        var model = await inner.RenameModelAsync(name, newName, cancellationToken).ConfigureAwait(false);
        if (name != newName)
        {
            await guard.Access.Grants.RenameModelAsync(name, newName, CancellationToken.None).ConfigureAwait(false);
        }

        return model;
    }

    public async Task<RegisteredModel> UpdateModelAsync(string name, string? description, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Edit);
        return await inner.UpdateModelAsync(name, description, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteModelAsync(string name, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Manage);
        await inner.DeleteModelAsync(name, cancellationToken).ConfigureAwait(false);
        await guard.Access.Grants.ForgetAsync(Resource.Model(name), CancellationToken.None).ConfigureAwait(false);   // the next of this name is another's
    }

    public async Task<Page<RegisteredModel>> SearchModelsAsync(RegistryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await inner.SearchModelsAsync(OfCaller(query), cancellationToken).ConfigureAwait(false);
    }

    public async Task SetModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Edit);
        await inner.SetModelTagAsync(name, tag, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteModelTagAsync(string name, string key, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Edit);
        await inner.DeleteModelTagAsync(name, key, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(
        string name, IReadOnlyList<string> stages, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Read);
        return await inner.GetLatestVersionsAsync(name, stages, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A version lets readers of the model read its files: who makes it must be able to read them.</summary>
    public async Task<ModelVersion> CreateVersionAsync(NewModelVersion version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        AccessGuard.RequireModel(version.Name, Permission.Edit);
        await RequireSourceAsync(version, cancellationToken).ConfigureAwait(false);
        return await inner.CreateVersionAsync(version, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ModelVersion> GetVersionAsync(string name, int version, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Read);
        return await inner.GetVersionAsync(name, version, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ModelVersion> UpdateVersionAsync(string name, int version, string? description, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Edit);
        return await inner.UpdateVersionAsync(name, version, description, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteVersionAsync(string name, int version, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Manage);
        await inner.DeleteVersionAsync(name, version, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Page<ModelVersion>> SearchVersionsAsync(RegistryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await inner.SearchVersionsAsync(OfCaller(query), cancellationToken).ConfigureAwait(false);
    }

    public async Task SetVersionTagAsync(string name, int version, Tag tag, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Edit);
        await inner.SetVersionTagAsync(name, version, tag, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteVersionTagAsync(string name, int version, string key, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Manage);
        await inner.DeleteVersionTagAsync(name, version, key, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ModelVersion> TransitionStageAsync(
        string name, int version, string stage, bool archiveExistingVersions, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Edit);
        return await inner.TransitionStageAsync(name, version, stage, archiveExistingVersions, cancellationToken).ConfigureAwait(false);
    }

    public async Task<string> GetDownloadUriAsync(string name, int version, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Read);
        return await inner.GetDownloadUriAsync(name, version, cancellationToken).ConfigureAwait(false);
    }

    public async Task SetAliasAsync(string name, string alias, int version, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Edit);
        await inner.SetAliasAsync(name, alias, version, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Manage);
        await inner.DeleteAliasAsync(name, alias, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ModelVersion> GetVersionByAliasAsync(string name, string alias, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Read);
        return await inner.GetVersionByAliasAsync(name, alias, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ModelVersion> PromoteAsync(Promotion promotion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(promotion);
        AccessGuard.RequireModel(promotion.Name, Permission.Edit);
        return await inner.PromoteAsync(promotion, cancellationToken).ConfigureAwait(false);
    }

    public async Task<RegistryHistory> GetHistoryAsync(RegistryHistoryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        AccessGuard.RequireModel(query.Name, Permission.Read);
        return await inner.GetHistoryAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ModelVersion> RollbackAsync(
        string name, string alias = Promotion.DefaultAlias, string? reason = null, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireModel(name, Permission.Edit);
        return await inner.RollbackAsync(name, alias, reason, cancellationToken).ConfigureAwait(false);
    }

    private static RegistryQuery OfCaller(RegistryQuery query) => query with { Visible = AccessGuard.Caller(RouteNeed.Read).Visible(ResourceKind.RegisteredModel) };

    private async Task RequireSourceAsync(NewModelVersion version, CancellationToken cancellationToken)
    {
        if (version.RunId is { } runId)
        {
            await guard.RequireRunAsync(runId, Permission.Read, cancellationToken).ConfigureAwait(false);
        }

        foreach (var modelId in new[] { version.ModelId, ModelSource.ModelId(version.Source) }.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await guard.RequireLoggedModelAsync(modelId, Permission.Read, cancellationToken).ConfigureAwait(false);
        }

        var source = version.Source;
        switch (ArtifactUri.Scheme(source))
        {
            case "runs":
                await guard.RequireRunAsync(source["runs:".Length..].TrimStart('/').Split('/')[0], Permission.Read, cancellationToken).ConfigureAwait(false);
                break;
            case "models" when ModelSource.ModelId(source) is null && source.LastIndexOf('/') is var slash && source[..slash].TrimEnd('/').Length > "models:".Length:
                AccessGuard.RequireModel(source["models:".Length..slash].TrimStart('/'), Permission.Read);
                break;
            case "models" when ModelSource.ModelId(source) is not null:
                break;   // a logged model, asked for above
            default:
                await guard.RequirePlaceAsync(source, null, Permission.Read, cancellationToken).ConfigureAwait(false);
                break;
        }
    }
}
