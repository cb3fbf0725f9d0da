using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reprise.Server.Access;
using Reprise.Tracking.Access;

namespace Reprise.Server.Hosting;

/// <summary>What load balancers and clients ask before anything else: <c>/health</c> and <c>/version</c>, plain text.</summary>
internal static class HealthEndpoints
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health", Read, (RequestDelegate)(context => Text(context, "OK"))).Needs(RouteNeed.Nothing);
        routes.MapMethods("/version", Read, (RequestDelegate)(context => Text(context, RepriseServer.MlflowVersion))).Needs(RouteNeed.Read);
    }

    private static Task Text(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = text.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(text, context.RequestAborted);
    }
}
