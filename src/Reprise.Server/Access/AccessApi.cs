using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reprise.Server.Tracking;
using Reprise.Tracking.Access;

namespace Reprise.Server.Access;

/// <summary>MLflow's REST API of access control; not there where access control is off, as in MLflow.</summary>
internal static class AccessApi
{
    public static void MapAccessApi(this WebApplication app)
    {
        if (app.Services.GetService<AccessStores>() is { } access)
        {
            var routes = new TrackingRoutes(app);
            new UserEndpoints(access).Map(routes);
            new PermissionEndpoints(access).Map(routes);
        }
    }
}
