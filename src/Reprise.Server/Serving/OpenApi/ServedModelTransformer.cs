using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Reprise.Server.Access;
using Reprise.Serving.Hosting;

namespace Reprise.Server.Serving.OpenApi;

/// <summary>Writes the served model into the document: its features by name and type, its classes, and its example as the bodies to try.</summary>
internal sealed class ServedModelTransformer(ModelHost host, ServingAccess access) : IOpenApiDocumentTransformer
{
    private const string Features = "Features";

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var mayRead = await access.MayReadAsync(host.State, cancellationToken);
        var model = mayRead ? await host.GetAsync(cancellationToken) : null;
        document.Info = new OpenApiInfo
        {
            Title = "Reprise: prediction API",
            Version = "1.0",
            Description = model is null
                ? mayRead ? $"No model is served: {host.State.Problem}" : "The served model is not yours to read."
                : $"Served is {model.Name}{(model.Version is { } version ? FormattableString.Invariant($", version {version}") : "")}; "
                    + $"classes: {string.Join(", ", model.Model.Classifier.Classes)}.",
        };
        document.AddComponent(Features, model is null ? FeatureSchema.Any() : FeatureSchema.Of(model));
        await DescribeBatchAsync(document, context, cancellationToken);
        var example = model?.Model.InputExample;
        SetBody(
            document,
            PredictEndpoints.Route,
            new OpenApiMediaType { Schema = FeatureSchema.PredictBody(Reference), Example = example is null ? null : FeatureSchema.Wrapped(example) });
        SetBody(
            document,
            "/invocations",
            new OpenApiMediaType
            {
                Schema = FeatureSchema.InvocationBody(Reference),
                Example = example is null ? null : new JsonObject { ["dataframe_records"] = FeatureSchema.Rows(example) },
            },
            new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A header line with the features' names, then a line a row." },
            });

        IOpenApiSchema Reference() => new OpenApiSchemaReference(Features, document);
    }

    /// <summary>A list of rows is answered with another shape than one row, under the same status.</summary>
    private static async Task DescribeBatchAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        const string batch = nameof(BatchPredictionAnswer);
        document.AddComponent(batch, await context.GetOrCreateSchemaAsync(typeof(BatchPredictionAnswer), cancellationToken: cancellationToken));
        var answer = document.Paths[PredictEndpoints.Route].Operations![HttpMethod.Post].Responses!["200"].Content![MediaTypeNames.Application.Json];
        answer.Schema = new OpenApiSchema { AnyOf = [answer.Schema!, new OpenApiSchemaReference(batch, document)] };
    }

    private static void SetBody(OpenApiDocument document, string path, OpenApiMediaType json, OpenApiMediaType? csv = null)
    {
        var content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [MediaTypeNames.Application.Json] = json };
        if (csv is not null)
        {
            content.Add(MediaTypeNames.Text.Csv, csv);
        }

        document.Paths[path].Operations![HttpMethod.Post].RequestBody = new OpenApiRequestBody { Required = true, Content = content };
    }
}
