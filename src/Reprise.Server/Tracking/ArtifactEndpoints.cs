using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reprise.Server.Access;
using Reprise.Server.Hosting;
using Reprise.Tracking;
using Reprise.Tracking.Access;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary>Files by what they belong to: a run, a logged model, a model version.</summary>
internal static class ArtifactEndpoints
{
    private const long LargestPageUpload = 10 << 20;

    public static void MapArtifacts(this TrackingRoutes routes) =>
        routes.Get<ListArtifactsRequest, ListArtifactsResponse>("artifacts/list", ListAsync);

    public static void MapArtifactFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/get-artifact", GetFromRunAsync).Needs(RouteNeed.Read);
        routes.MapGet("/model-versions/get-artifact", GetFromVersionAsync).Needs(RouteNeed.Read);
        routes.MapGet("/ajax-api/2.0/mlflow/logged-models/{model_id}/artifacts/files", GetFromLoggedModelAsync).Needs(RouteNeed.Read);
        routes.MapPost("/ajax-api/2.0/mlflow/upload-artifact", UploadAsync).Needs(RouteNeed.Edit);
    }

    private static async Task<ListArtifactsResponse> ListAsync(ListArtifactsRequest request, TrackingCall call)
    {
        var run = await call.Tracking.Runs.GetAsync(Required.Text(request.RunId.OrNull() ?? request.RunUuid, "run_id"), call.Cancellation);
        var files = await call.Tracking.Artifacts.ListAsync(run.Info.ArtifactUri, request.Path.OrNull(), call.Cancellation);
        return new(run.Info.ArtifactUri, files.ToWire(FileInfoMessage.From));
    }

    private static async Task GetFromRunAsync(HttpContext context)
    {
        var path = Required.Text(context.Request.Query["path"], "path");
        var run = await Tracking(context).Runs.GetAsync(RunId(context), context.RequestAborted);
        await ArtifactDownload.SendAsync(context, run.Info.ArtifactUri, path);
    }

    private static async Task GetFromVersionAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var name = Required.Text(query["name"], "name");
        var version = Required.Version(query["version"]);
        var path = Required.Text(query["path"], "path");
        var source = await Tracking(context).Registry.GetDownloadUriAsync(name, version, context.RequestAborted);

        // Who may read the model may read its files, wherever they were logged.
        await ArtifactDownload.SendAsync(context, source, path, context.RequestServices.GetRequiredService<OpenTracking>().Tracking);
    }

    private static async Task GetFromLoggedModelAsync(HttpContext context)
    {
        var path = Required.Text(context.Request.Query["artifact_file_path"], "artifact_file_path");
        var model = await Tracking(context).LoggedModels.GetAsync((string)context.Request.RouteValues["model_id"]!, context.RequestAborted);
        await ArtifactDownload.SendAsync(context, model.ArtifactUri, path);
    }

    /// <summary>A file from MLflow's own pages.</summary>
    private static async Task UploadAsync(HttpContext context)
    {
        var path = Required.Text(context.Request.Query["path"], "path");
        RequestLimits.Set(context, LargestPageUpload);
        var run = await Tracking(context).Runs.GetAsync(RunId(context), context.RequestAborted);
        await Tracking(context).Artifacts.WriteAsync(run.Info.ArtifactUri, path, context.Request.Body, context.RequestAborted);
        await ArtifactProxyEndpoints.AnswerDoneAsync(context);
    }

    private static string RunId(HttpContext context) =>
        Required.Text(context.Request.Query["run_id"].ToString().OrNull() ?? context.Request.Query["run_uuid"], "run_id");

    private static ITrackingClient Tracking(HttpContext context) => context.RequestServices.GetRequiredService<ITrackingClient>();
}
