using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Reprise.Core.Errors;
using Reprise.Learning.Pipelines;
using Reprise.Serving.Hosting;
using Reprise.Serving.Requests;

namespace Reprise.Server.Serving;

/// <summary>Answers of the serving routes.</summary>
internal static class ServingAnswers
{
    /// <summary>Every problem of a request: 400 when it cannot be read, else <paramref name="status"/>.</summary>
    public static IResult Refuse(InputResult input, int status)
    {
        var answer = new ValidationAnswer(Code(input).ToWire(), input.Describe(), [.. input.Problems.Select(Detail)]);
        return Results.Json(answer, ServingJson.Default.ValidationAnswer, statusCode: Status(input, status));
    }

    /// <summary>The same in the form MLflow's scoring clients read: code and message alone.</summary>
    public static IResult RefuseAsMlflow(InputResult input) =>
        Results.Json(new FailureAnswer(Code(input).ToWire(), input.Describe()), ServingJson.Default.FailureAnswer, statusCode: Status(input, 400));

    /// <summary>No such content type here.</summary>
    public static IResult Unsupported(string mediaType, params string[] supported) => Results.Json(
        new FailureAnswer(
            ErrorCode.InvalidParameterValue.ToWire(),
            $"This predictor only supports the following content types: {string.Join(", ", supported)}. Got '{mediaType}'."),
        ServingJson.Default.FailureAnswer,
        statusCode: StatusCodes.Status415UnsupportedMediaType);

    /// <summary>The model that answers, or 503 with the reason.</summary>
    public static async ValueTask<ServedModel> RequireAsync(ModelHost host, CancellationToken cancellationToken) =>
        await host.GetAsync(cancellationToken)
        ?? throw new RepriseException(ErrorCode.TemporarilyUnavailable, host.State.Problem ?? "No model is served yet.");

    /// <summary>One row of predictions.</summary>
    public static RowPrediction Row(ClassPredictions predictions, int row)
    {
        var values = predictions.Probabilities.Row(row);
        var probabilities = new Dictionary<string, double>(values.Length, StringComparer.Ordinal);
        var best = 0;
        for (var at = 0; at < values.Length; at++)
        {
            probabilities.Add(predictions.Classes[at], values[at]);
            best = predictions.Classes[at] == predictions.Labels[row] ? at : best;
        }

        return new RowPrediction(best, predictions.Labels[row], values[best], probabilities);
    }

    private static int Status(InputResult input, int status) => input.IsMalformed ? StatusCodes.Status400BadRequest : status;

    private static ErrorCode Code(InputResult input) =>
        input.Problems.Any(problem => problem.Rule is InputRules.Json or InputRules.Csv or InputRules.Form)
            ? ErrorCode.BadRequest
            : ErrorCode.InvalidParameterValue;

    private static ValidationDetail Detail(InputProblem problem) => new(["body", .. problem.Location], problem.Message, problem.Rule, Value(problem.Value));

    /// <summary>The value as JSON again; one that was shortened is text.</summary>
    private static JsonElement? Value(string? value)
    {
        if (value is null)
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(value);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(value, ServingJson.Default.String);
        }
    }
}
