using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reprise.Server.Hosting;
using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Webhooks;

namespace Reprise.Server.Webhooks;

/// <summary>Webhooks in the server: only over a database of its own, whose changes it tells of.</summary>
internal static class WebhookServices
{
    public static void AddWebhooks(this IServiceCollection services, ITrackingClient tracking, RepriseServerOptions options)
    {
        if (tracking is not LocalTrackingClient local)
        {
            return;
        }

        local.Webhooks.AllowHttp = options.AllowHttpWebhooks;
        services.AddSingleton(local.Webhooks);
        services.AddSingleton<IWebhookStore>(local.Webhooks);
        services.AddSingleton(local.WebhookOutbox);
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookDispatcher>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<WebhookDispatcher>());
    }
}
