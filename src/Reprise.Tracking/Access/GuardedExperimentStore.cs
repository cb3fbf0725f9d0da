using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Experiments;

namespace Reprise.Tracking.Access;

/// <summary>Experiments as far as the caller may. Who creates one may manage it.</summary>
internal sealed class GuardedExperimentStore(IExperimentStore inner, AccessGuard guard) : IExperimentStore
{
    public async Task<string> CreateAsync(
        string name, string? artifactLocation = null, IReadOnlyList<Tag>? tags = null, CancellationToken cancellationToken = default)
    {
        var caller = AccessGuard.Caller(RouteNeed.Edit);
        if (!string.IsNullOrEmpty(artifactLocation) && !caller.Actor.IsAdmin && ArtifactUri.Scheme(artifactLocation) is null or "file" or "mlflow-artifacts")
        {
            throw new RepriseException(
                ErrorCode.PermissionDenied,
                $"Permission denied: only an administrator chooses where this server keeps an experiment's files. Leave artifact_location out. Got '{artifactLocation}'.");
        }

        var id = await inner.CreateAsync(name, artifactLocation, tags, cancellationToken).ConfigureAwait(false);
        await guard.Access.Grants.OwnAsync(caller.Actor.Name, Resource.Experiment(id), CancellationToken.None).ConfigureAwait(false);
        return id;
    }

    public async Task<Experiment> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireExperiment(id, Permission.Read);
        return await inner.GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Experiment?> FindByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        var found = await inner.FindByNameAsync(name, cancellationToken).ConfigureAwait(false);
        if (found is not null)
        {
            AccessGuard.RequireExperiment(found.Id, Permission.Read);
        }

        return found;
    }

    public async Task<Page<Experiment>> SearchAsync(ExperimentQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var visible = AccessGuard.Caller(RouteNeed.Read).Visible(ResourceKind.Experiment);
        return await inner.SearchAsync(query with { Visible = visible }, cancellationToken).ConfigureAwait(false);
    }

    public async Task RenameAsync(string id, string newName, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireExperiment(id, Permission.Edit);
        await inner.RenameAsync(id, newName, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireExperiment(id, Permission.Manage);
        await inner.DeleteAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async Task RestoreAsync(string id, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireExperiment(id, Permission.Manage);
        await inner.RestoreAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async Task SetTagAsync(string id, Tag tag, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireExperiment(id, Permission.Edit);
        await inner.SetTagAsync(id, tag, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteTagAsync(string id, string key, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireExperiment(id, Permission.Edit);
        await inner.DeleteTagAsync(id, key, cancellationToken).ConfigureAwait(false);
    }
}
