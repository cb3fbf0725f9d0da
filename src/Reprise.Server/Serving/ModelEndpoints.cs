using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reprise.Server.Access;
using Reprise.Serving.Hosting;
using Reprise.Serving.Models;
using Reprise.Tracking.Access;

namespace Reprise.Server.Serving;

/// <summary><c>/api/v1/health</c> and <c>/api/v1/models</c>: what answers, and what could.</summary>
internal static class ModelEndpoints
{
    private const int DefaultPage = 100;

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Models").RequireCors(ServingServices.CorsPolicy).Needs(RouteNeed.Read);
        api.MapGet("/health", HealthAsync)
            .WithName("health")
            .WithSummary("Which model answers, and what went wrong last")
            .Produces<HealthAnswer>()
            .Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/models", ListAsync)
            .WithName("listModels")
            .WithSummary("Registered models, by name")
            .Produces<ModelsAnswer>()
            .Produces<FailureAnswer>(StatusCodes.Status400BadRequest);
        api.MapGet("/models/{name}", GetAsync)
            .WithName("getModel")
            .WithSummary("A model with its newest versions, their metrics, and its signature")
            .Produces<ModelDetail>()
            .Produces<FailureAnswer>(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> HealthAsync(ModelHost host, ServingAccess access, CancellationToken cancellationToken)
    {
        await access.RequireAsync(host.State, cancellationToken);
        await host.GetAsync(cancellationToken);
        var state = host.State;
        var model = state.Model;
        var answer = new HealthAnswer(
            model is null ? "unavailable" : state.Problem is null ? "ok" : "degraded",
            model?.Name,
            model?.Version,
            ModelUri.TryParse(state.Uri, out var uri, out _) ? uri.Alias : null,
            state.Uri,
            model?.Model.Sha256,
            model?.Source.RunId,
            model?.LoadedAt,
            state.Problem,
            state.ProblemAt);
        return Results.Json(
            answer, ServingJson.Default.HealthAnswer, statusCode: model is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static async Task<IResult> ListAsync(ModelCatalog catalog, int? max_results, string? page_token, CancellationToken cancellationToken) =>
        Results.Json(await catalog.ListAsync(max_results ?? DefaultPage, page_token, cancellationToken), ServingJson.Default.ModelsAnswer);

    private static async Task<IResult> GetAsync(string name, ModelCatalog catalog, CancellationToken cancellationToken) =>
        Results.Json(await catalog.GetAsync(name, cancellationToken), ServingJson.Default.ModelDetail);
}
