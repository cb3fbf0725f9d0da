using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reprise.Core.Errors;
using Reprise.Server.Access;
using Reprise.Server.Hosting;
using Reprise.Tracking;
using Reprise.Tracking.Access;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary><c>mlflow-artifacts/…</c>: the files behind <c>mlflow-artifacts:</c> URIs, streamed in and out.</summary>
internal static class ArtifactProxyEndpoints
{
    /// <summary>The root of all files behind the proxy.</summary>
    public const string Root = "mlflow-artifacts:/";

    public static void MapArtifactProxy(this IEndpointRouteBuilder routes, TrackingRoutes tracking)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["/api/2.0/mlflow-artifacts/", "/ajax-api/2.0/mlflow-artifacts/"])
        {
            tracking.MapAt<ListProxiedArtifactsRequest, ListArtifactsResponse>(HttpMethods.Get, prefix + "artifacts", ListAsync, RouteNeed.Read);
            routes.MapGet(prefix + "artifacts/{**path}", context => ArtifactDownload.SendAsync(context, Root, PathOf(context))).Needs(RouteNeed.Read);
            routes.MapPut(prefix + "artifacts/{**path}", WriteAsync).Needs(RouteNeed.Edit);
            routes.MapDelete(prefix + "artifacts/{**path}", DeleteAsync).Needs(RouteNeed.Manage);
            tracking.MapUploads(prefix);
            tracking.MapResumableUploads(routes, prefix);
        }
    }

    /// <summary>Answers that there is nothing to say.</summary>
    public static Task AnswerDoneAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(EmptyMessage.Instance, WireFormat.Pretty.For<EmptyMessage>(), "application/json", context.RequestAborted);

    /// <summary>The children of a folder, with paths relative to that folder.</summary>
    private static async Task<ListArtifactsResponse> ListAsync(ListProxiedArtifactsRequest request, TrackingCall call)
    {
        var files = await call.Tracking.Artifacts.ListAsync(Root, request.Path.OrNull(), call.Cancellation);
        return new(null, files.ToWire(file => FileInfoMessage.From(file with { Path = file.Path[(file.Path.LastIndexOf('/') + 1)..] })));
    }

    private static async Task WriteAsync(HttpContext context)
    {
        RequestLimits.Set(context, context.RequestServices.GetRequiredService<RepriseServerOptions>().MaxArtifactBytes);
        await using var body = new VerifiedBody(context.Request);
        await Store(context).WriteAsync(Root, PathOf(context), body, context.RequestAborted);
        if (body.Sha256 is { } sha256)
        {
            context.Response.Headers["Repr-Digest"] = VerifiedBody.Header(sha256);
        }

        await AnswerDoneAsync(context);
    }

    private static async Task DeleteAsync(HttpContext context)
    {
        await Store(context).DeleteAsync(Root, PathOf(context), context.RequestAborted);
        await AnswerDoneAsync(context);
    }

    private static string PathOf(HttpContext context) => Required.Text((string?)context.Request.RouteValues["path"], "path");

    private static Reprise.Tracking.Artifacts.IArtifactStore Store(HttpContext context) =>
        context.RequestServices.GetRequiredService<ITrackingClient>().Artifacts;
}
