using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Reprise.Studio.Hosting;
using Reprise.Tracking;
using Reprise.Tracking.Access;
using Reprise.Tracking.Registry;

namespace Reprise.Studio.Models;

/// <summary>What a model's page can do.</summary>
internal static class ModelActions
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/models/promote", PromoteAsync);
        routes.MapPost("/models/rollback", RollbackAsync);
        routes.MapPost("/models/alias", SetAliasAsync);
        routes.MapPost("/models/alias/remove", RemoveAliasAsync).WithMetadata(new RouteNeedsAttribute(RouteNeed.Manage));
        routes.MapPost("/models/stage", StageAsync);
    }

    private static async Task<IResult> PromoteAsync(
        [FromForm] string name, [FromForm] int version, [FromForm] string? reason, [FromForm] string? @return, ITrackingClient tracking, HttpContext http)
    {
        var promotion = new Promotion { Name = name, Version = version, Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim() };
        await tracking.Registry.PromoteAsync(promotion, http.RequestAborted);
        return Done.Go(http, @return, $"Version {Text(version)} is live: it has the alias {VersionRow.LiveAlias} and the stage Production.");
    }

    private static async Task<IResult> RollbackAsync(
        [FromForm] string name, [FromForm] string? reason, [FromForm] string? @return, ITrackingClient tracking, HttpContext http)
    {
        var back = await tracking.Registry.RollbackAsync(name, reason: string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), cancellationToken: http.RequestAborted);
        return Done.Go(http, @return, $"Rolled back: version {Text(back.Version)} is live again.");
    }

    private static async Task<IResult> SetAliasAsync(
        [FromForm] string name, [FromForm] int version, [FromForm] string? alias, [FromForm] string? @return, ITrackingClient tracking, HttpContext http)
    {
        await tracking.Registry.SetAliasAsync(name, alias?.Trim() ?? "", version, http.RequestAborted);
        return Done.Go(http, @return, $"The alias {alias?.Trim()} now names version {Text(version)}.");
    }

    private static async Task<IResult> RemoveAliasAsync(
        [FromForm] string name, [FromForm] string alias, [FromForm] string? @return, ITrackingClient tracking, HttpContext http)
    {
        await tracking.Registry.DeleteAliasAsync(name, alias, http.RequestAborted);
        return Done.Go(http, @return, $"The alias {alias} was removed.");
    }

    private static async Task<IResult> StageAsync(
        [FromForm] string name,
        [FromForm] int version,
        [FromForm] string stage,
        [FromForm] bool? archive,
        [FromForm] string? @return,
        ITrackingClient tracking,
        HttpContext http)
    {
        // Only the stages that serve have others to archive.
        var archives = archive == true && Enum.TryParse<ModelStage>(stage, ignoreCase: true, out var known) && known is (ModelStage.Staging or ModelStage.Production);
        var moved = await tracking.Registry.TransitionStageAsync(name, version, stage, archives, http.RequestAborted);
        return Done.Go(http, @return, $"Version {Text(version)} is in stage {moved.Stage}.");
    }

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);
}
