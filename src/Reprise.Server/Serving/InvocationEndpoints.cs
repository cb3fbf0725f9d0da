using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reprise.Server.Access;
using Reprise.Serving.Hosting;
using Reprise.Serving.Requests;
using Reprise.Tracking.Access;

namespace Reprise.Server.Serving;

/// <summary>MLflow's scoring protocol: <c>/ping</c> and <c>/invocations</c>. (<c>/health</c> and <c>/version</c> are the server's own.)</summary>
internal static class InvocationEndpoints
{
    private const string Csv = MediaTypeNames.Text.Csv;
    private const string Json = MediaTypeNames.Application.Json;

    public static void MapInvocations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ping", PingAsync)
            .WithName("ping")
            .WithTags("MLflow scoring")
            .WithSummary("Whether a model answers")
            .WithDescription("200 with an empty line when a model is served, as MLflow's scoring server does; 503 with the reason when none is.")
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Text.Plain)
            .Produces<FailureAnswer>(StatusCodes.Status503ServiceUnavailable)
            .RequireCors(ServingServices.CorsPolicy)
            .Needs(RouteNeed.Read);
        routes.MapPost("/invocations", InvokeAsync)
            .WithName("invocations")
            .WithTags("MLflow scoring")
            .WithSummary("Predict, MLflow's way")
            .WithDescription(
                "Exactly one of dataframe_split, dataframe_records, instances and inputs; or text/csv with a header line. "
                + "Answers labels; with params {\"probabilities\": true} also the classes and their probabilities, a list a row.")
            .Produces<InvocationAnswer>()
            .Produces<FailureAnswer>(StatusCodes.Status400BadRequest)
            .Produces<FailureAnswer>(StatusCodes.Status413PayloadTooLarge)
            .Produces<FailureAnswer>(StatusCodes.Status415UnsupportedMediaType)
            .Produces<FailureAnswer>(StatusCodes.Status503ServiceUnavailable)
            .RequireCors(ServingServices.CorsPolicy)
            .Needs(RouteNeed.Read);
    }

    private static async Task<IResult> PingAsync(ModelHost host, ServingAccess access, CancellationToken cancellationToken)
    {
        await access.RequireAsync(host.State, cancellationToken);
        await ServingAnswers.RequireAsync(host, cancellationToken);
        return Results.Text("\n");
    }

    private static async Task<IResult> InvokeAsync(HttpContext context, ModelHost host, ServingAccess access, ServingOptions options)
    {
        await access.RequireAsync(host.State, context.RequestAborted);
        var mediaType = RequestBody.MediaType(context);
        if (mediaType is not (Csv or Json))
        {
            return ServingAnswers.Unsupported(mediaType, Csv, Json);
        }

        var model = await ServingAnswers.RequireAsync(host, context.RequestAborted);
        await access.RequireAsync(model.Source.Uri, context.RequestAborted);
        ServingHeaders.Write(context, model);
        var input = await RequestBody.ReadAsync(
            context,
            body => mediaType == Csv
                ? CsvBodyReader.Read(body, model.Schema, options.Limits, context.RequestAborted)
                : InvocationReader.Read(body, model.Schema, options.Limits));
        if (input.Table is null)
        {
            return ServingAnswers.RefuseAsMlflow(input);
        }

        var predictions = model.Predict(input.Table, context.RequestAborted);
        var answer = input.WithProbabilities
            ? new InvocationAnswer(
                predictions.Labels,
                predictions.Classes,
                [.. Enumerable.Range(0, predictions.Labels.Count).Select(row => predictions.Probabilities.Row(row).ToArray())])
            : new InvocationAnswer(predictions.Labels);
        return Results.Json(answer, ServingJson.Default.InvocationAnswer);
    }
}
