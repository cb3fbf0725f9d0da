using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Reprise.Core.Errors;
using Reprise.Server.Access;
using Reprise.Server.Hosting;
using Reprise.Server.Serving.OpenApi;
using Reprise.Serving.Hosting;
using Reprise.Serving.Requests;
using Reprise.Tracking;

namespace Reprise.Server.Serving;

/// <summary>Prediction over HTTP: MLflow's scoring protocol, the typed routes under <c>/api/v1</c>, and their description.</summary>
internal static class ServingServices
{
    /// <summary>Name of the cross-origin policy of the serving routes.</summary>
    public const string CorsPolicy = "serving";

    public static IServiceCollection AddRepriseServing(this IServiceCollection services, RepriseServerOptions options)
    {
        if (options.MaxRequestBytes > int.MaxValue)
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue, $"The largest request body must be at most {int.MaxValue} bytes. Got {options.MaxRequestBytes}.");
        }

        services.AddSingleton(options.TimeProvider);
        services.AddSingleton(new ServingOptions
        {
            CacheFolder = Path.Combine(options.Home, "cache", "models"),
            Model = options.Model,
            Limits = new InputLimits { MaxBodyBytes = (int)options.MaxRequestBytes },
        });
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ModelPool>(provider, provider.GetRequiredService<OpenTracking>().Tracking));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ModelHost>(provider, provider.GetRequiredService<OpenTracking>().Tracking));
        services.AddHostedService(provider => provider.GetRequiredService<ModelHost>());
        services.AddSingleton<ModelCatalog>();
        services.ConfigureHttpJsonOptions(json => Describe(json.SerializerOptions));
        services.AddCors(cors => cors.AddPolicy(CorsPolicy, policy => Allow(policy, options.AllowedOrigins)));
        services.AddServingDocument();
        return services;
    }

    public static void MapServing(this WebApplication app)
    {
        app.Use(NotifyOnChange);
        app.MapServingDocument();
        app.MapPredict();
        app.MapInvocations();
        app.MapModels();
    }

    /// <summary>The JSON by which the OpenAPI document describes answers is the JSON of <see cref="ServingJson"/>.</summary>
    private static void Describe(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.TypeInfoResolverChain.Insert(0, ServingJson.Default);
    }

    private static void Allow(CorsPolicyBuilder policy, IReadOnlyList<string> origins) => policy
        .WithOrigins([.. origins])
        .WithMethods(HttpMethods.Get, HttpMethods.Post)
        .WithHeaders("Content-Type", "Authorization", ServingHeaders.RequestId)
        .WithExposedHeaders(ServingHeaders.Model, ServingHeaders.ModelVersion, ServingHeaders.RequestId);

    /// <summary>Lets a promotion made through this server be served at once, not after the poll interval.</summary>
    private static async Task NotifyOnChange(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (!HttpMethods.IsGet(context.Request.Method)
            && context.Response.StatusCode < 400
            && context.Request.Path.Value!.Contains("model", StringComparison.OrdinalIgnoreCase))
        {
            context.RequestServices.GetRequiredService<ModelHost>().Notify();
        }
    }
}
