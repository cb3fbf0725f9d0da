using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reprise.Core.Errors;
using Reprise.Tracking;
using Reprise.Tracking.Access;
using Reprise.Tracking.Runs;

namespace Reprise.Studio.Artifacts;

/// <summary>
/// Sends files of runs: pictures for the page, everything else as a download. A file from a stranger is never a page of ours: its policy
/// forbids scripts and puts it into a sandbox even when somebody opens its address.
/// </summary>
internal static class ArtifactFiles
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/runs/{id}/file", SendAsync)
        .ExcludeFromDescription().WithMetadata(new RouteNeedsAttribute(RouteNeed.Read));

    /// <summary>The root that a run's files, or those of a model it logged, are under.</summary>
    public static async Task<string> RootAsync(ITrackingClient tracking, Run run, string? modelId, CancellationToken cancellationToken)
    {
        if (modelId is null)
        {
            return run.Info.ArtifactUri;
        }

        return run.ModelOutputs.Any(output => output.ModelId == modelId)
            ? (await tracking.LoggedModels.GetAsync(modelId, cancellationToken).ConfigureAwait(false)).ArtifactUri
            : throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"Run {run.Info.RunId} logged no model '{modelId}'.");
    }

    private static async Task<IResult> SendAsync(string id, string path, string? model, bool? show, ITrackingClient tracking, HttpContext http)
    {
        try
        {
            var run = await tracking.Runs.GetAsync(id, http.RequestAborted);
            var root = await RootAsync(tracking, run, model, http.RequestAborted);
            var stream = await tracking.Artifacts.OpenReadAsync(root, path, http.RequestAborted);
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
            headers.CacheControl = "private, no-cache";
            return show == true && ArtifactKinds.PictureType(path) is { } type
                ? Results.Stream(stream, type)
                : Results.Stream(stream, "application/octet-stream", fileDownloadName: path[(path.LastIndexOf('/') + 1)..]);
        }
        catch (RepriseException problem)
        {
            return Results.Text(problem.Message, statusCode: problem.Code.ToHttpStatus());
        }
    }
}
