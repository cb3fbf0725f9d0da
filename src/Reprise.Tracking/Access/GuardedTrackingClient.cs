using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Access;

/// <summary>
/// A tracking store as far as the caller of the request may use it: every call is decided by <see cref="AccessGuard"/>, so that no route, page or form can
/// forget to ask. Disposing it leaves the store behind it open.
/// </summary>
internal sealed class GuardedTrackingClient : ITrackingClient
{
    public GuardedTrackingClient(ITrackingClient inner, AccessStores access)
    {
        var guard = new AccessGuard(inner, access);
        Experiments = new GuardedExperimentStore(inner.Experiments, guard);
        Runs = new GuardedRunStore(inner.Runs, guard);
        Registry = new GuardedModelRegistryStore(inner.Registry, guard);
        LoggedModels = new GuardedLoggedModelStore(inner.LoggedModels, guard);
        Audit = new GuardedAuditStore(inner.Audit);
        Artifacts = new GuardedArtifactStore(inner.Artifacts, guard);
    }

    public IExperimentStore Experiments { get; }

    public IRunStore Runs { get; }

    public IModelRegistryStore Registry { get; }

    public ILoggedModelStore LoggedModels { get; }

    public IAuditStore Audit { get; }

    public IArtifactStore Artifacts { get; }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
