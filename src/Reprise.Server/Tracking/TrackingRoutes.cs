using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reprise.Server.Access;
using Reprise.Tracking;
using Reprise.Tracking.Access;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary>Answers one kind of message with another.</summary>
internal delegate Task<TResponse> TrackingHandler<in TRequest, TResponse>(TRequest request, TrackingCall call);

/// <summary>What a handler may use beside its request.</summary>
internal readonly record struct TrackingCall(ITrackingClient Tracking, HttpContext Http)
{
    /// <summary>Set when the caller hangs up.</summary>
    public CancellationToken Cancellation => Http.RequestAborted;

    /// <summary>A part of the path, such as <c>model_id</c>.</summary>
    public string Path(string name) => (string)Http.Request.RouteValues[name]!;
}

/// <summary>
/// Maps handlers under the prefixes MLflow's clients and pages use. Reading, answering and the token are here, so that a handler is only its call. A route that
/// does not say what it needs reads when it is a GET, changes when it is a POST or PATCH, and manages when it is a DELETE.
/// </summary>
internal sealed class TrackingRoutes(IEndpointRouteBuilder routes)
{
    private static readonly string[] Prefixes = ["/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/"];

    public void Get<TRequest, TResponse>(string path, TrackingHandler<TRequest, TResponse> handler, RouteNeed need = RouteNeed.Read) =>
        Map(HttpMethods.Get, path, handler, need);

    public void Post<TRequest, TResponse>(string path, TrackingHandler<TRequest, TResponse> handler, RouteNeed need = RouteNeed.Edit) =>
        Map(HttpMethods.Post, path, handler, need);

    public void Patch<TRequest, TResponse>(string path, TrackingHandler<TRequest, TResponse> handler, RouteNeed need = RouteNeed.Edit) =>
        Map(HttpMethods.Patch, path, handler, need);

    public void Delete<TRequest, TResponse>(string path, TrackingHandler<TRequest, TResponse> handler, RouteNeed need = RouteNeed.Manage) =>
        Map(HttpMethods.Delete, path, handler, need);

    /// <summary>Maps one handler under one path of its own.</summary>
    public void MapAt<TRequest, TResponse>(string method, string path, TrackingHandler<TRequest, TResponse> handler, RouteNeed need)
    {
        var requests = WireFormat.Compact.For<TRequest>();
        var answers = WireFormat.Pretty.For<TResponse>();
        routes.MapMethods(path, [method], (RequestDelegate)(async context =>
        {
            var request = await RequestReader.ReadAsync(context.Request, requests, context.RequestAborted);
            var answer = await handler(request, new TrackingCall(context.RequestServices.GetRequiredService<ITrackingClient>(), context));
            await context.Response.WriteAsJsonAsync(answer, answers, "application/json", context.RequestAborted);
        })).Needs(need);
    }

    private void Map<TRequest, TResponse>(string method, string path, TrackingHandler<TRequest, TResponse> handler, RouteNeed need)
    {
        foreach (var prefix in Prefixes)
        {
            MapAt(method, prefix + path, handler, need);
        }
    }
}
