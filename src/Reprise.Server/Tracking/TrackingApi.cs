using Microsoft.AspNetCore.Routing;

namespace Reprise.Server.Tracking;

/// <summary>MLflow's tracking REST API.</summary>
internal static class TrackingApi
{
    /// <summary>Maps every resource.</summary>
    public static void MapTrackingApi(this IEndpointRouteBuilder routes) => ArgumentNullException.ThrowIfNull(routes);
}
