using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Reprise.Core.Errors;
using Reprise.Studio.Hosting;
using Reprise.Studio.Urls;
using Reprise.Tracking;
using Reprise.Tracking.Access;

namespace Reprise.Studio.Runs;

/// <summary>What a run's page can do.</summary>
internal static class RunActions
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/runs/rename", RenameAsync);
        routes.MapPost("/runs/delete", DeleteAsync).WithMetadata(new RouteNeedsAttribute(RouteNeed.Manage));
        routes.MapPost("/runs/restore", RestoreAsync).WithMetadata(new RouteNeedsAttribute(RouteNeed.Manage));
    }

    private static async Task<IResult> RenameAsync(
        [FromForm] string id, [FromForm] string? name, [FromForm] string? @return, ITrackingClient tracking, HttpContext http)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, "A run needs a name. Write one and try again.");
        }

        await tracking.Runs.UpdateAsync(id, name: name.Trim(), cancellationToken: http.RequestAborted);
        return Done.Go(http, @return, $"The run is now called “{name.Trim()}”.");
    }

    private static async Task<IResult> DeleteAsync([FromForm] string id, ITrackingClient tracking, HttpContext http)
    {
        var run = await tracking.Runs.GetAsync(id, http.RequestAborted);
        await tracking.Runs.DeleteAsync(id, http.RequestAborted);
        return Done.Go(http, Link.To("experiments", run.Info.ExperimentId).ToString(), $"Run “{run.Info.Name}” was moved to the bin, from where it can be restored.");
    }

    private static async Task<IResult> RestoreAsync([FromForm] string id, [FromForm] string? @return, ITrackingClient tracking, HttpContext http)
    {
        await tracking.Runs.RestoreAsync(id, http.RequestAborted);
        return Done.Go(http, @return, "The run was restored.");
    }
}
