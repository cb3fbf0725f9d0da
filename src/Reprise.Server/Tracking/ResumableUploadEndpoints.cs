using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reprise.Server.Access;
using Reprise.Server.Hosting;
using Reprise.Storage;
using Reprise.Tracking;
using Reprise.Tracking.Access;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary>
/// <c>uploads/…</c>: files that come in pieces over any number of connections. Our own; MLflow's clients know only the plain PUT. Stores behind which
/// clients send parts straight to a service answer 501.
/// </summary>
internal static class ResumableUploadEndpoints
{
    public static void MapResumableUploads(this TrackingRoutes tracking, IEndpointRouteBuilder routes, string prefix)
    {
        var path = prefix + "uploads/{**path}";
        tracking.MapAt<BeginUploadRequest, UploadStateResponse>(HttpMethods.Post, path, BeginAsync, RouteNeed.Edit);
        tracking.MapAt<UploadStateRequest, UploadStateResponse>(HttpMethods.Get, path, FindAsync, RouteNeed.Edit);
        tracking.MapAt<UploadStateRequest, EmptyMessage>(HttpMethods.Delete, path, CancelAsync, RouteNeed.Edit);
        routes.MapMethods(path, [HttpMethods.Patch], AppendAsync).Needs(RouteNeed.Edit);
    }

    private static async Task<UploadStateResponse> BeginAsync(BeginUploadRequest request, TrackingCall call)
    {
        var (uploads, key) = Locate(call.Http);
        var size = Required.Value(request.Size, "size");
        var largest = call.Http.RequestServices.GetRequiredService<RepriseServerOptions>().MaxArtifactBytes;
        return size <= largest
            ? UploadStateResponse.From(await uploads.BeginAsync(key, size, Required.Text(request.Sha256, "sha256"), call.Cancellation))
            : throw Invalid.Parameter(FormattableString.Invariant($"An artifact must not be larger than {largest} bytes on this server. Got {size}."));
    }

    private static async Task<UploadStateResponse> FindAsync(UploadStateRequest request, TrackingCall call)
    {
        var (uploads, key) = Locate(call.Http);
        return UploadStateResponse.From(await uploads.FindUploadAsync(key, Required.Text(request.UploadId, "upload_id"), call.Cancellation));
    }

    private static async Task<EmptyMessage> CancelAsync(UploadStateRequest request, TrackingCall call)
    {
        var (uploads, key) = Locate(call.Http);
        await uploads.CancelUploadAsync(key, Required.Text(request.UploadId ?? call.Http.Request.Query["upload_id"], "upload_id"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task AppendAsync(HttpContext context)
    {
        RequestLimits.Set(context, context.RequestServices.GetRequiredService<RepriseServerOptions>().MaxArtifactBytes);
        var (uploads, key) = Locate(context);
        var query = context.Request.Query;
        var id = Required.Text(query["upload_id"], "upload_id");
        if (!long.TryParse(Required.Text(query["offset"], "offset"), NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            throw Invalid.Parameter($"Parameter 'offset' must be a whole number of bytes, got '{query["offset"]}'.");
        }

        var state = await uploads.AppendAsync(key, id, offset, context.Request.Body, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(UploadStateResponse.From(state), WireFormat.Pretty.For<UploadStateResponse>(), "application/json", context.RequestAborted);
    }

    private static (IResumableUploads Uploads, ObjectKey Key) Locate(HttpContext context) =>
        context.RequestServices.GetRequiredService<ITrackingClient>().Artifacts
            .ResumableUploads(ArtifactProxyEndpoints.Root, Required.Text((string?)context.Request.RouteValues["path"], "path"));
}
