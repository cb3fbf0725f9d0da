using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reprise.Core.Errors;
using Reprise.Server.Access;
using Reprise.Server.Operations;
using Reprise.Server.Serving;
using Reprise.Server.Studio;
using Reprise.Server.Tracking;
using Reprise.Server.Webhooks;
using Reprise.Studio.Hosting;
using Reprise.Tracking;
using Reprise.Tracking.Client;

namespace Reprise.Server.Hosting;

/// <summary>The composition root: one web application with the tracking API, serving and the Studio.</summary>
public static class RepriseServer
{
    /// <summary>The version of MLflow whose REST API the server speaks; its clients read it at <c>/version</c>.</summary>
    public const string MlflowVersion = "3.6.0";

    /// <summary>Opens the home folder and builds a server over it; disposing the server closes the home.</summary>
    /// <exception cref="RepriseException">An option breaks its rule, or the home cannot be used.</exception>
    public static async Task<WebApplication> BuildAsync(RepriseServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var tracking = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions
        {
            Home = options.Home,
            BackendStore = options.BackendStore,
            Postgres = options.Postgres,
            ArtifactsDestination = options.ArtifactsDestination,
            DefaultArtifactRoot = options.DefaultArtifactRoot,
            TimeProvider = options.TimeProvider,
        }, cancellationToken);
        try
        {
            await tracking.CheckArtifactsAsync(cancellationToken);
            return Build(options, tracking, services => services.AddSingleton(_ => new OwnedTracking(tracking)));
        }
        catch
        {
            await tracking.DisposeAsync();
            throw;
        }
    }

    /// <summary>Builds a server over a tracking client that stays the caller's to dispose, after the server has stopped.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/> when an option breaks its rule.</exception>
    public static WebApplication Build(RepriseServerOptions options, ITrackingClient tracking)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tracking);
        return Build(options, tracking, _ => { });
    }

    /// <summary>
    /// The password of the administrator that the first start with access control made, to be shown to whoever started the server. It is told once and kept
    /// nowhere: null from then on, and when there were accounts before.
    /// </summary>
    public static string? TakeFirstAdminPassword(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Services.GetService<FirstAdmin>()?.Take();
    }

    private static WebApplication Build(RepriseServerOptions options, ITrackingClient tracking, Action<IServiceCollection> own)
    {
        options.Validate();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);   // a start that fails is thrown to the caller, who says it
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
        builder.Services.AddSingleton(options);
        own(builder.Services);
        builder.Services.AddAccess(options, tracking);
        AddFeatures(builder, tracking, options);

        var app = builder.Build();
        _ = app.Services.GetService<OwnedTracking>();   // what the services made they dispose
        app.UseMiddleware<RequestGuard>();
        app.UseMiddleware<ErrorAnswers>();
        app.UseMiddleware<RateGuard>();
        app.UseRouting();
        app.UseCors();   // before the gate: browsers ask for leave without credentials
        app.UseAccess(options);
        MapFeatures(app);
        return app;
    }

    /// <summary>Starts listening and returns the address, with the real port when 0 was asked for.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidState"/> when the port is taken or may not be used.</exception>
    public static async Task<Uri> ListenAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            await app.StopAsync(CancellationToken.None);   // what started before the listener
            var options = app.Services.GetRequiredService<RepriseServerOptions>();
            var reason = exception.InnerException is AddressInUseException ? "another program listens there" : exception.Message;
            throw new RepriseException(
                ErrorCode.InvalidState,
                FormattableString.Invariant($"Cannot listen on {options.Host}, port {options.Port}: {reason}. Choose another port, or 0 for a free one."),
                exception);
        }

        // "Every interface" is no address to open: this machine is one that works.
        return new Uri(app.Urls.First().Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//[::]:", "//[::1]:", StringComparison.Ordinal));
    }

    /// <summary>Each feature adds its services here and nowhere else.</summary>
    private static void AddFeatures(WebApplicationBuilder builder, ITrackingClient tracking, RepriseServerOptions options)
    {
        builder.Services.AddRouting();
        builder.Services.AddOperations(options, tracking);
        builder.Services.AddRepriseServing(options);
        builder.Services.AddWebhooks(tracking, options);
        builder.AddStudioFeature(options);
    }

    /// <summary>Each feature maps its routes here and nowhere else.</summary>
    private static void MapFeatures(WebApplication app)
    {
        app.MapHealth();
        app.MapOperations();
        app.MapTrackingApi();
        app.MapAccessApi();
        app.MapServing();
        app.MapStudio();
    }

    private static void Listen(KestrelServerOptions kestrel, RepriseServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxRequestBytes;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = options.RequestHeadersTimeout;
        kestrel.Limits.MinRequestBodyDataRate = options.MinBodyBytesPerSecond == 0 ? null : new MinDataRate(options.MinBodyBytesPerSecond, TimeSpan.FromSeconds(5));
        if (IPAddress.TryParse(options.Host, out var address))
        {
            kestrel.Listen(address, options.Port);
        }
        else if (options.Port == 0)
        {
            kestrel.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            kestrel.ListenLocalhost(options.Port);
        }
    }
}

/// <summary>A store that ends with the server.</summary>
internal sealed record OwnedTracking(ITrackingClient Tracking) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Tracking.DisposeAsync();
}
