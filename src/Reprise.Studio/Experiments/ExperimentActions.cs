using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Reprise.Core.Errors;
using Reprise.Studio.Hosting;
using Reprise.Studio.Urls;
using Reprise.Tracking;
using Reprise.Tracking.Access;

namespace Reprise.Studio.Experiments;

/// <summary>What the experiments page can do.</summary>
internal static class ExperimentActions
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/experiments/create", CreateAsync);
        routes.MapPost("/experiments/rename", RenameAsync);
        routes.MapPost("/experiments/delete", DeleteAsync).WithMetadata(new RouteNeedsAttribute(RouteNeed.Manage));
        routes.MapPost("/experiments/restore", RestoreAsync).WithMetadata(new RouteNeedsAttribute(RouteNeed.Manage));
    }

    private static async Task<IResult> CreateAsync([FromForm] string? name, ITrackingClient tracking, HttpContext http)
    {
        var id = await tracking.Experiments.CreateAsync(Named(name), cancellationToken: http.RequestAborted);
        return Done.Go(http, Link.To("experiments", id).ToString(), $"Experiment “{Named(name)}” was created.");
    }

    private static async Task<IResult> RenameAsync(
        [FromForm] string id, [FromForm] string? name, [FromForm] string? @return, ITrackingClient tracking, HttpContext http)
    {
        await tracking.Experiments.RenameAsync(id, Named(name), http.RequestAborted);
        return Done.Go(http, @return, $"The experiment is now called “{Named(name)}”.");
    }

    private static async Task<IResult> DeleteAsync([FromForm] string id, [FromForm] string? @return, ITrackingClient tracking, HttpContext http)
    {
        await tracking.Experiments.DeleteAsync(id, http.RequestAborted);
        return Done.Go(http, @return, "The experiment was moved to the bin, from where it can be restored.");
    }

    private static async Task<IResult> RestoreAsync([FromForm] string id, [FromForm] string? @return, ITrackingClient tracking, HttpContext http)
    {
        await tracking.Experiments.RestoreAsync(id, http.RequestAborted);
        return Done.Go(http, @return, "The experiment was restored with all its runs.");
    }

    private static string Named(string? name) =>
        name?.Trim() is { Length: > 0 } text
            ? text
            : throw new RepriseException(ErrorCode.InvalidParameterValue, "An experiment needs a name. Write one and try again.");
}
