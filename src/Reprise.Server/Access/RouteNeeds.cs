using Microsoft.AspNetCore.Builder;
using Reprise.Tracking.Access;

namespace Reprise.Server.Access;

/// <summary>Declares what a route needs.</summary>
internal static class RouteNeeds
{
    public static TBuilder Needs<TBuilder>(this TBuilder route, RouteNeed need)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteNeedsAttribute(need));
}
