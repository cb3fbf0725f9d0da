using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Reprise.Server.Access;
using Reprise.Tracking.Access;

namespace Reprise.Server.Serving.OpenApi;

/// <summary>The serving routes as OpenAPI 3.1 at <c>/openapi/v1.json</c>, and a page to browse and try them at <c>/docs</c>, all served from here.</summary>
internal static class ServingDocument
{
    private const string Name = "v1";
    private static readonly string[] Routes = ["api/v1/", "invocations", "ping"];

    public static void AddServingDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = route => Array.Exists(Routes, start => route.RelativePath?.StartsWith(start, StringComparison.Ordinal) == true);
        options.AddDocumentTransformer<ServedModelTransformer>();
    });

    public static void MapServingDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").RequireCors(ServingServices.CorsPolicy).Needs(RouteNeed.Read);
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "Reprise: prediction API";
            page.SwaggerEndpoint($"/openapi/{Name}.json", "Prediction API");
            page.EnableTryItOutByDefault();
        });
    }
}
