using System.Globalization;

namespace Reprise.Server.Operations;

/// <summary>The labels that are shown. What callers can make up at will (paths, hosts, names) is none of them: a route is its template.</summary>
internal static class MetricLabels
{
    private static readonly Dictionary<string, string> Shown = new(StringComparer.Ordinal)
    {
        ["http.request.method"] = "method",
        ["http.route"] = "route",
        ["http.response.status_code"] = "status",
        ["outcome"] = "outcome",
        ["cpu.mode"] = "mode",
        ["gc.heap.generation"] = "generation",
    };

    /// <summary>The labels of a measurement as the text format writes them, in the order they were given.</summary>
    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = "";
        foreach (var (name, value) in tags)
        {
            if (Shown.TryGetValue(name, out var shown))
            {
                labels += (labels.Length > 0 ? "," : "") + PrometheusText.Label(shown, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            }
        }

        return labels;
    }
}
