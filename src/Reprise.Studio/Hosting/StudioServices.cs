using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reprise.Studio.Access;
using Reprise.Studio.Artifacts;
using Reprise.Studio.Assets;
using Reprise.Studio.Charts;
using Reprise.Studio.Experiments;
using Reprise.Studio.Layout;
using Reprise.Studio.Models;
using Reprise.Studio.Runs;
using Reprise.Tracking.Access;

namespace Reprise.Studio.Hosting;

/// <summary>Adds the Studio to a server: its pages are at the root, its scripts and styles under <c>/_studio</c>.</summary>
public static class StudioServices
{
    /// <summary>Adds what the pages need. The server also registers an <see cref="Tracking.ITrackingClient"/>.</summary>
    public static IServiceCollection AddStudio(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddAntiforgery(options => options.SuppressXFrameOptionsHeader = true);
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>Maps pages, actions and assets. Call it once, after every other middleware of the server.</summary>
    public static WebApplication MapStudio(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseMiddleware<PageErrors>();
        app.UseMiddleware<PageHeaders>();
        app.UseAntiforgery();
        AssetFiles.Map(app);

        // The filter checks the forgery token itself, to answer in words a person can act on.
        var actions = app.MapGroup("").AddEndpointFilter<ActionFilter>().DisableAntiforgery().ExcludeFromDescription()
            .WithMetadata(new RouteNeedsAttribute(RouteNeed.Edit));
        ExperimentActions.Map(actions);
        RunActions.Map(actions);
        ModelActions.Map(actions);
        SignInActions.Map(actions);
        ArtifactFiles.Map(app);
        SeriesEndpoint.Map(app);
        app.MapRazorComponents<App>().Add(page =>
        {
            if (!page.Metadata.OfType<RouteNeedsAttribute>().Any())
            {
                page.Metadata.Add(new RouteNeedsAttribute(RouteNeed.Read));
            }
        });
        return app;
    }
}
