using Reprise.Tracking.LoggedModels;

namespace Reprise.Tracking.Access;

/// <summary>Logged models as far as the caller may do so with their experiments.</summary>
internal sealed class GuardedLoggedModelStore(ILoggedModelStore inner, AccessGuard guard) : ILoggedModelStore
{
    public async Task<LoggedModel> CreateAsync(
        string experimentId,
        string? name = null,
        string? modelType = null,
        string? sourceRunId = null,
        IReadOnlyList<Runs.Param>? parameters = null,
        IReadOnlyList<Tag>? tags = null,
        CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireExperiment(experimentId, Permission.Edit);
        return await inner.CreateAsync(experimentId, name, modelType, sourceRunId, parameters, tags, cancellationToken).ConfigureAwait(false);
    }

    public async Task<LoggedModel> GetAsync(string modelId, CancellationToken cancellationToken = default)
    {
        await guard.RequireLoggedModelAsync(modelId, Permission.Read, cancellationToken).ConfigureAwait(false);
        return await inner.GetAsync(modelId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<LoggedModel> FinalizeAsync(string modelId, LoggedModelStatus status, CancellationToken cancellationToken = default)
    {
        await guard.RequireLoggedModelAsync(modelId, Permission.Edit, cancellationToken).ConfigureAwait(false);
        return await inner.FinalizeAsync(modelId, status, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(string modelId, CancellationToken cancellationToken = default)
    {
        await guard.RequireLoggedModelAsync(modelId, Permission.Manage, cancellationToken).ConfigureAwait(false);
        await inner.DeleteAsync(modelId, cancellationToken).ConfigureAwait(false);
    }

    public async Task SetTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default)
    {
        await guard.RequireLoggedModelAsync(modelId, Permission.Edit, cancellationToken).ConfigureAwait(false);
        await inner.SetTagsAsync(modelId, tags, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteTagAsync(string modelId, string key, CancellationToken cancellationToken = default)
    {
        await guard.RequireLoggedModelAsync(modelId, Permission.Manage, cancellationToken).ConfigureAwait(false);
        await inner.DeleteTagAsync(modelId, key, cancellationToken).ConfigureAwait(false);
    }

    public async Task LogParamsAsync(string modelId, IReadOnlyList<Runs.Param> parameters, CancellationToken cancellationToken = default)
    {
        await guard.RequireLoggedModelAsync(modelId, Permission.Edit, cancellationToken).ConfigureAwait(false);
        await inner.LogParamsAsync(modelId, parameters, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A search over experiments of which the caller may not read some is one over the others.</summary>
    public async Task<Page<LoggedModel>> SearchAsync(LoggedModelQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var visible = AccessGuard.Caller(RouteNeed.Read).Visible(ResourceKind.Experiment);
        var readable = visible is null ? query : query with { ExperimentIds = [.. query.ExperimentIds.Where(visible.Has)] };
        return await inner.SearchAsync(readable, cancellationToken).ConfigureAwait(false);
    }
}
