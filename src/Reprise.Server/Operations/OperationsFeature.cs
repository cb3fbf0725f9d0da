using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reprise.Core.Errors;
using Reprise.Server.Access;
using Reprise.Server.Hosting;
using Reprise.Tracking;
using Reprise.Tracking.Access;
using Reprise.Tracking.Client;

namespace Reprise.Server.Operations;

/// <summary>What those who operate a server ask: <c>/ready</c> and <c>/metrics</c>.</summary>
internal static partial class OperationsFeature
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    private static readonly string Version =
        typeof(OperationsFeature).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>Adds what the two routes need. The store given is the one behind any access control.</summary>
    public static void AddOperations(this IServiceCollection services, RepriseServerOptions options, ITrackingClient tracking)
    {
        var local = tracking as LocalTrackingClient;
        services.AddMetrics();
        services.AddSingleton(provider => new ServerMetrics(provider.GetRequiredService<IMeterFactory>(), local));
        services.AddSingleton(provider => new Readiness(tracking, servesArtifacts: true, options.TimeProvider, provider.GetRequiredService<ILogger<Readiness>>()));
        services.AddSingleton(_ => new RunningRuns(local, options.TimeProvider));
    }

    /// <summary>
    /// Maps the routes and begins to listen, so that the first request is counted. Both are open like <c>/health</c>: load balancers and scrapers have no
    /// account, and the answers hold counts, never a name of what is tracked.
    /// </summary>
    public static void MapOperations(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<ServerMetrics>();
        app.MapMethods("/ready", Read, (RequestDelegate)ReadyAsync).Needs(RouteNeed.Nothing);
        app.MapMethods("/metrics", Read, (RequestDelegate)MetricsAsync).Needs(RouteNeed.Nothing);
    }

    private static async Task ReadyAsync(HttpContext context)
    {
        var problems = await context.RequestServices.GetRequiredService<Readiness>().ProblemsAsync(context.RequestAborted);
        context.Response.StatusCode = problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await WriteAsync(context, "text/plain; charset=utf-8", problems.Count == 0 ? "ready" : string.Join('\n', problems));
    }

    private static async Task MetricsAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var text = new StringBuilder();
        services.GetRequiredService<ServerMetrics>().Write(text);
        text.Header("reprise_build_info", "Always 1; the label names the version.", "gauge")
            .Sample("reprise_build_info", PrometheusText.Label("version", Version), 1);
        try
        {
            if (await services.GetRequiredService<RunningRuns>().CountAsync(context.RequestAborted) is { } running)
            {
                text.Header("reprise_tracking_runs_running", "Active runs in state RUNNING; at most 10 s old.", "gauge").Sample("reprise_tracking_runs_running", "", running);
            }
        }
        catch (RepriseException exception)
        {
            // A database that does not answer is when the rest is needed most.
            LogNotCounted(services.GetRequiredService<ILogger<ServerMetrics>>(), exception);
        }

        await WriteAsync(context, PrometheusText.ContentType, text.ToString());
    }

    private static Task WriteAsync(HttpContext context, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "/metrics goes without the number of running runs: the database did not answer")]
    private static partial void LogNotCounted(ILogger logger, Exception exception);
}
