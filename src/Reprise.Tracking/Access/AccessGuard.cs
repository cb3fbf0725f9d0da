using System.Collections.Concurrent;
using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;

namespace Reprise.Tracking.Access;

/// <summary>
/// Decides each store call of a request: what is asked for must be below the route's ceiling and granted to the caller. A call outside of a request is
/// refused: the program's own work uses the store behind the guard.
/// </summary>
internal sealed class AccessGuard(ITrackingClient inner, AccessStores access)
{
    private const int MaxRemembered = 20_000;

    // Neither runs nor logged models move between experiments.
    private readonly ConcurrentDictionary<string, string> _experimentOfRun = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _experimentOfModel = new(StringComparer.Ordinal);

    public AccessStores Access => access;

    /// <summary>The caller, when the route may do this at all.</summary>
    public static CallerAccess Caller(RouteNeed need)
    {
        var caller = CallerAccess.Current;
        return caller is null || caller.Ceiling < need
            ? throw new RepriseException(
                ErrorCode.PermissionDenied,
                caller is null ? "Permission denied: nobody is known to ask." : $"Permission denied: this route is declared to {Words(caller.Ceiling)}, and what it does needs to {Words(need)}.")
            : caller;
    }

    /// <summary>The caller is an administrator, or the call ends here.</summary>
    public static void RequireAdministrator()
    {
        var caller = Caller(RouteNeed.Admin);
        if (!caller.Actor.IsAdmin)
        {
            throw new RepriseException(ErrorCode.PermissionDenied, $"Permission denied: '{caller.Actor.Name}' is no administrator.");
        }
    }

    /// <summary>The caller has the permission on the resource, or the call ends here.</summary>
    public static void Require(Resource resource, Permission needed)
    {
        var caller = Caller(NeedOf(needed));
        var has = caller.On(resource);
        if (has < needed)
        {
            throw new RepriseException(
                ErrorCode.PermissionDenied,
                $"Permission denied: '{caller.Actor.Name}' needs {needed.ToWire()} on {resource} and has {has.ToWire()}. Ask somebody who has MANAGE on it, or an administrator.");
        }
    }

    /// <summary>The same for an experiment.</summary>
    public static void RequireExperiment(string id, Permission needed) => Require(Resource.Experiment(id), needed);

    /// <summary>The same for a registered model.</summary>
    public static void RequireModel(string name, Permission needed) => Require(Resource.Model(name), needed);

    /// <summary>The caller has the permission on the run's experiment. A run that is not there is said to be not there, as MLflow does.</summary>
    public async Task RequireRunAsync(string runId, Permission needed, CancellationToken cancellationToken)
    {
        if (!Caller(NeedOf(needed)).Actor.IsAdmin)
        {
            RequireExperiment(await ExperimentOfRunAsync(runId, cancellationToken).ConfigureAwait(false), needed);
        }
    }

    /// <summary>The caller has the permission on the logged model's experiment.</summary>
    public async Task RequireLoggedModelAsync(string modelId, Permission needed, CancellationToken cancellationToken)
    {
        if (!Caller(NeedOf(needed)).Actor.IsAdmin)
        {
            RequireExperiment(await ExperimentOfModelAsync(modelId, cancellationToken).ConfigureAwait(false), needed);
        }
    }

    /// <summary>The caller has the permission on every experiment whose files lie at this place; a place of no experiment is the administrators'.</summary>
    public async Task RequirePlaceAsync(string rootUri, string? path, Permission needed, CancellationToken cancellationToken)
    {
        var caller = Caller(NeedOf(needed));
        if (caller.Actor.IsAdmin)
        {
            return;
        }

        var place = ArtifactPlace.Of(rootUri, path);
        var owners = place is null ? [] : await access.Places.OwnersAsync(place, cancellationToken).ConfigureAwait(false);
        if (owners.Count == 0)
        {
            throw new RepriseException(
                ErrorCode.PermissionDenied,
                $"Permission denied: '{ArtifactUri.Append(rootUri, path ?? "")}' lies in no experiment's artifacts. Name a place below a run's or model's artifact URI.");
        }

        foreach (var owner in owners)
        {
            RequireExperiment(owner, needed);
        }
    }

    private Task<string> ExperimentOfRunAsync(string runId, CancellationToken cancellationToken) => RememberAsync(
        _experimentOfRun, runId, async () => (await inner.Runs.GetAsync(runId, cancellationToken).ConfigureAwait(false)).Info.ExperimentId);

    private Task<string> ExperimentOfModelAsync(string modelId, CancellationToken cancellationToken) => RememberAsync(
        _experimentOfModel, modelId, async () => (await inner.LoggedModels.GetAsync(modelId, cancellationToken).ConfigureAwait(false)).ExperimentId);

    private static RouteNeed NeedOf(Permission needed) => needed switch
    {
        Permission.Edit => RouteNeed.Edit,
        Permission.Manage => RouteNeed.Manage,
        _ => RouteNeed.Read,
    };

    private static string Words(RouteNeed need) => need switch
    {
        RouteNeed.Nothing => "touch nothing",
        RouteNeed.Read => "read",
        RouteNeed.Edit => "change",
        RouteNeed.Manage => "manage",
        _ => "administer",
    };

    private static async Task<string> RememberAsync(ConcurrentDictionary<string, string> known, string id, Func<Task<string>> find)
    {
        if (known.TryGetValue(id, out var experiment))
        {
            return experiment;
        }

        experiment = await find().ConfigureAwait(false);
        if (known.Count >= MaxRemembered)
        {
            known.Clear();
        }

        known[id] = experiment;
        return experiment;
    }
}
