using Microsoft.AspNetCore.Http;
using Reprise.Server.Access;
using Reprise.Storage;
using Reprise.Tracking.Access;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary><c>mpu/…</c>: uploads in parts that go straight to the service behind the proxy. Stores without such a service answer 501, and clients send whole files.</summary>
internal static class ArtifactUploadEndpoints
{
    public static void MapUploads(this TrackingRoutes routes, string prefix)
    {
        routes.MapAt<CreateUploadRequest, CreateUploadResponse>(HttpMethods.Post, prefix + "mpu/create/{**path}", CreateAsync, RouteNeed.Edit);
        routes.MapAt<CompleteUploadRequest, EmptyMessage>(HttpMethods.Post, prefix + "mpu/complete/{**path}", CompleteAsync, RouteNeed.Edit);
        routes.MapAt<AbortUploadRequest, EmptyMessage>(HttpMethods.Post, prefix + "mpu/abort/{**path}", AbortAsync, RouteNeed.Edit);
    }

    private static async Task<CreateUploadResponse> CreateAsync(CreateUploadRequest request, TrackingCall call)
    {
        var (uploads, key) = Locate(request.Path, call);
        var parts = Required.Value(request.NumParts, "num_parts");
        return CreateUploadResponse.From(await uploads.CreateUploadAsync(key, (int)Math.Clamp(parts, int.MinValue, int.MaxValue), call.Cancellation));
    }

    private static async Task<EmptyMessage> CompleteAsync(CompleteUploadRequest request, TrackingCall call)
    {
        var (uploads, key) = Locate(request.Path, call);
        var id = Required.Text(request.UploadId, "upload_id");
        var parts = (request.Parts ?? throw Invalid.Missing("parts")).OfType<UploadPartMessage>()
            .Select(part => new UploadedPart((int)Math.Clamp(Required.Value(part.PartNumber, "part_number"), 0, int.MaxValue), part.Etag ?? "")).ToList();
        if (parts.Count == 0 || parts.Select(part => part.Number).Distinct().Count() < parts.Count)
        {
            throw Invalid.Parameter($"'parts' must be one or more parts of different numbers. Got {parts.Count} parts.");
        }

        await uploads.CompleteUploadAsync(key, id, parts, call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> AbortAsync(AbortUploadRequest request, TrackingCall call)
    {
        var (uploads, key) = Locate(request.Path, call);
        await uploads.AbortUploadAsync(key, Required.Text(request.UploadId, "upload_id"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    /// <summary>The folder is in the route; clients send the name with its path on their own machine.</summary>
    private static (IDirectUploads Uploads, ObjectKey Key) Locate(string? file, TrackingCall call)
    {
        var name = Required.Text(file, "path");
        var path = $"{call.Http.Request.RouteValues["path"]}".TrimEnd('/');
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return call.Tracking.Artifacts.DirectUploads(ArtifactProxyEndpoints.Root, path.Length == 0 ? name : $"{path}/{name}");
    }
}
