using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking;

/// <summary>Everything tracked, in one place: a store in this process or a server by URL, the same to the code that trains. Thread-safe.</summary>
public interface ITrackingClient : IAsyncDisposable
{
    /// <summary>Experiments.</summary>
    IExperimentStore Experiments { get; }

    /// <summary>Runs with their metrics, parameters and tags.</summary>
    IRunStore Runs { get; }

    /// <summary>Registered models, versions, stages and aliases.</summary>
    IModelRegistryStore Registry { get; }

    /// <summary>Logged models.</summary>
    ILoggedModelStore LoggedModels { get; }

    /// <summary>Who changed what: the trail of registry, experiments and the life of runs.</summary>
    IAuditStore Audit { get; }

    /// <summary>Files of runs and models.</summary>
    IArtifactStore Artifacts { get; }
}
