using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reprise.Server.Access;
using Reprise.Serving.Hosting;
using Reprise.Serving.Models;
using Reprise.Serving.Requests;
using Reprise.Tracking.Access;

namespace Reprise.Server.Serving;

/// <summary><c>/api/v1/predict</c>: features in, class with probabilities out.</summary>
internal static class PredictEndpoints
{
    /// <summary>Path of the route.</summary>
    public const string Route = "/api/v1/predict";

    public static void MapPredict(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Route, PredictAsync)
            .WithName("predict")
            .WithTags("Prediction")
            .WithSummary("Predict one row or several")
            .WithDescription(
                "The features of one row as an object, or of several rows as a list of objects; bare, or as the value of \"features\". "
                + "A list is answered with \"predictions\", one a row. The query parameter model names another model than the served one, by URI "
                + "(models:/name/3, models:/name@alias, …) or by registered name, which means its alias production.")
            .Produces<PredictionAnswer>()
            .Produces<FailureAnswer>(StatusCodes.Status400BadRequest)
            .Produces<FailureAnswer>(StatusCodes.Status404NotFound)
            .Produces<FailureAnswer>(StatusCodes.Status413PayloadTooLarge)
            .Produces<FailureAnswer>(StatusCodes.Status415UnsupportedMediaType)
            .Produces<ValidationAnswer>(StatusCodes.Status422UnprocessableEntity)
            .Produces<FailureAnswer>(StatusCodes.Status503ServiceUnavailable)
            .RequireCors(ServingServices.CorsPolicy)
            .Needs(RouteNeed.Read);

    private static async Task<IResult> PredictAsync(
        HttpContext context, ModelHost host, ModelPool pool, ServingAccess access, ServingOptions options, string? model = null)
    {
        var uri = string.IsNullOrEmpty(model) ? null : UriOf(model);
        await (uri is null ? access.RequireAsync(host.State, context.RequestAborted) : access.RequireAsync(uri, context.RequestAborted));
        var mediaType = RequestBody.MediaType(context);
        if (mediaType != MediaTypeNames.Application.Json)
        {
            return ServingAnswers.Unsupported(mediaType, MediaTypeNames.Application.Json);
        }

        var served = uri is null
            ? await ServingAnswers.RequireAsync(host, context.RequestAborted)
            : await pool.GetAsync(uri, context.RequestAborted);
        await access.RequireAsync(served.Source.Uri, context.RequestAborted);
        var id = ServingHeaders.Write(context, served);
        var input = await RequestBody.ReadAsync(context, body => PredictReader.Read(body, served.Schema, options.Limits));
        if (input.Table is null)
        {
            return ServingAnswers.Refuse(input, StatusCodes.Status422UnprocessableEntity);
        }

        var predictions = served.Predict(input.Table, context.RequestAborted);
        var reference = new ModelReference(served.Name, served.Version);
        if (input.IsSingle)
        {
            var row = ServingAnswers.Row(predictions, 0);
            return Results.Json(
                new PredictionAnswer(row.ClassIndex, row.Label, row.Confidence, row.Probabilities, reference, id), ServingJson.Default.PredictionAnswer);
        }

        var rows = new RowPrediction[predictions.Labels.Count];
        for (var at = 0; at < rows.Length; at++)
        {
            rows[at] = ServingAnswers.Row(predictions, at);
        }

        return Results.Json(new BatchPredictionAnswer(rows, reference, id), ServingJson.Default.BatchPredictionAnswer);
    }

    private static ModelUri UriOf(string model) =>
        model.Contains(":/", StringComparison.Ordinal) ? ModelUri.Parse(model) : ModelUri.OfAlias(model, ModelHost.DefaultAlias);
}
