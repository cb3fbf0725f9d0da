using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reprise.Core.Errors;
using Reprise.Studio.Urls;
using Reprise.Tracking;
using Reprise.Tracking.Access;

namespace Reprise.Studio.Charts;

/// <summary>The points of metrics for charts: one request brings all charts of a page.</summary>
internal static class SeriesEndpoint
{
    private const int MostRuns = 20;
    private const int MostSeries = 400;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/series", SendAsync)
        .ExcludeFromDescription().WithMetadata(new RouteNeedsAttribute(RouteNeed.Read));

    /// <summary>The address that brings metrics of runs.</summary>
    public static string Address(IEnumerable<string> runIds, IEnumerable<string> keys) => Link.To("series").With("run", runIds).With("key", keys).ToString();

    private static async Task<IResult> SendAsync(string[] run, string[] key, ITrackingClient tracking, HttpContext http)
    {
        if (run.Length > MostRuns || run.Length * key.Length > MostSeries)
        {
            return Results.Text($"At most {MostRuns} runs and {MostSeries} series at once.", statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            var series = new List<Series>();
            foreach (var id in run)
            {
                var name = run.Length == 1 ? null : (await tracking.Runs.GetAsync(id, http.RequestAborted)).Info.Name;
                foreach (var metric in key)
                {
                    var history = await tracking.Runs.GetMetricHistoryAsync(id, metric, cancellationToken: http.RequestAborted);
                    if (history.Items.Count > 0)
                    {
                        series.Add(new Series(metric, name ?? metric, id, Points.Thin(history.Items)));
                    }
                }
            }

            return Results.Json(new SeriesAnswer(series), SeriesJson.Default.SeriesAnswer);
        }
        catch (RepriseException problem)
        {
            return Results.Text(problem.Message, statusCode: problem.Code.ToHttpStatus());
        }
    }
}

/// <summary>A line of a chart: points are step, value, milliseconds since the Unix epoch.</summary>
internal sealed record Series(string Key, string Name, string Run, IReadOnlyList<double[]> Points);

/// <summary>The answer to a chart's request.</summary>
internal sealed record SeriesAnswer(IReadOnlyList<Series> Series);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SeriesAnswer))]
internal sealed partial class SeriesJson : JsonSerializerContext;
