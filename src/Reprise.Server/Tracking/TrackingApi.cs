using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reprise.Core.Errors;
using Reprise.Server.Access;
using Reprise.Server.Webhooks;
using Reprise.Tracking.Access;

namespace Reprise.Server.Tracking;

/// <summary>MLflow's tracking REST API.</summary>
internal static class TrackingApi
{
    /// <summary>Parts of MLflow's API that are about language models; clients ask for them and go on without when told so.</summary>
    private static readonly string[] NotOffered =
        ["traces", "assessments", "scorers", "datasets", "gateway", "gateway-proxy", "jobs", "evaluations", "get-trace-artifact", "runs/create-promptlab-run"];

    /// <summary>Maps every resource.</summary>
    public static void MapTrackingApi(this IEndpointRouteBuilder routes)
    {
        var tracking = new TrackingRoutes(routes);
        tracking.MapExperiments();
        tracking.MapRuns();
        tracking.MapMetrics();
        tracking.MapArtifacts();
        tracking.MapRegisteredModels();
        tracking.MapModelVersions();
        tracking.MapLoggedModels();
        tracking.MapWebhooks();
        tracking.MapAudit();
        routes.MapArtifactFiles();
        routes.MapArtifactProxy(tracking);
        foreach (var prefix in (ReadOnlySpan<string>)["/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/", "/api/3.0/mlflow/", "/ajax-api/3.0/mlflow/"])
        {
            foreach (var name in NotOffered)
            {
                routes.Map($"{prefix}{name}/{{**rest}}", Refuse).Needs(RouteNeed.Read);
            }
        }
    }

    private static Task Refuse(HttpContext context) =>
        throw new RepriseException(ErrorCode.EndpointNotFound, $"This server does not offer {context.Request.Path}.");
}
