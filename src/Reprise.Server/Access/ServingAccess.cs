using Reprise.Server.Hosting;
using Reprise.Serving.Hosting;
using Reprise.Serving.Models;
using Reprise.Tracking;
using Reprise.Tracking.Access;

namespace Reprise.Server.Access;

/// <summary>Whether the caller may use a served model: it needs to read the registered model, or the run or logged model the URI names.</summary>
internal sealed class ServingAccess(ITrackingClient tracking, RepriseServerOptions options)
{
    /// <summary>Refuses a caller that may not read what a URI names.</summary>
    public async ValueTask RequireAsync(ModelUri uri, CancellationToken cancellationToken)
    {
        if (!options.RequiresAccess)
        {
            return;
        }

        if (uri.Name is { } name)
        {
            AccessGuard.RequireModel(name, Permission.Read);
        }
        else if (uri.RunId is { } runId)
        {
            await tracking.Runs.GetAsync(runId, cancellationToken);
        }
        else
        {
            await tracking.LoggedModels.GetAsync(uri.ModelId!, cancellationToken);
        }
    }

    /// <summary>Refuses a caller that may not read the model behind <c>/invocations</c>, also while it is not loaded.</summary>
    public ValueTask RequireAsync(HostState state, CancellationToken cancellationToken) =>
        ModelUri.TryParse(state.Uri, out var uri, out _) ? RequireAsync(uri, cancellationToken) : ValueTask.CompletedTask;

    /// <summary>Whether the caller may read the model behind <c>/invocations</c>.</summary>
    public async ValueTask<bool> MayReadAsync(HostState state, CancellationToken cancellationToken)
    {
        try
        {
            await RequireAsync(state, cancellationToken);
            return true;
        }
        catch (Core.Errors.RepriseException)
        {
            return false;
        }
    }
}
