using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Reprise.Core.Errors;
using Reprise.Server.Hosting;
using Reprise.Studio.Access;
using Reprise.Tracking;
using Reprise.Tracking.Access;
using Reprise.Tracking.Client;

namespace Reprise.Server.Access;

/// <summary>Access control in the server: everything that handles requests gets the guarded store, the program's own work the one behind it.</summary>
internal static class AccessFeature
{
    /// <summary>Adds the store that requests use. With access control off it is the store itself.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: the store cannot hold accounts.</exception>
    public static void AddAccess(this IServiceCollection services, RepriseServerOptions options, ITrackingClient tracking)
    {
        services.AddSingleton(new OpenTracking(tracking));
        services.AddSingleton(options.Access);
        services.AddSingleton(_ => new RateLimits(options.Access.Rate ?? (options.RequiresAccess ? new RateOptions() : null)));
        services.AddSingleton<ServingAccess>();
        if (!options.RequiresAccess)
        {
            services.AddSingleton(tracking);   // as an instance, which the container does not dispose
            return;
        }

        var access = (tracking as LocalTrackingClient)?.Access ?? throw new RepriseException(
            ErrorCode.InvalidParameterValue, "Access control needs a tracking store of this process: accounts are kept in its database.");
        services.AddSingleton(access);
        services.AddSingleton<ITrackingClient>(_ => new GuardedTrackingClient(tracking, access));
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<StudioSessions>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<ISignIn, SignIn>();
        services.AddSingleton<FirstAdmin>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstAdmin>());
        services.TryAddSingleton(options.TimeProvider);
        if (options.Access.Oidc is { } oidc)
        {
            services.AddSingleton(provider => new OidcTokens(oidc, options.TimeProvider, provider.GetRequiredService<ILogger<OidcTokens>>()));
        }
    }

    /// <summary>Puts the gate behind routing, so that it sees what a route needs, and before everything that answers.</summary>
    public static void UseAccess(this WebApplication app, RepriseServerOptions options)
    {
        if (options.RequiresAccess)
        {
            app.UseMiddleware<AccessGate>();
        }
    }
}
