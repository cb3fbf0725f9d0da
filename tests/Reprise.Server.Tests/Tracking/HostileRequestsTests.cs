using System.Net.Http.Headers;
using System.Text;
using Reprise.Core.Randomness;

namespace Reprise.Server.Tests.Tracking;

/// <summary>Recorded requests with their values torn up: every one is answered, none is a fault of the server.</summary>
public sealed class HostileRequestsTests(SharedServer shared) : IClassFixture<SharedServer>
{
    // ./test --long: at full length.
    private static readonly int Rounds = Environment.GetEnvironmentVariable("REPRISE_LONG") == "1" ? 200 : 12;

    private static readonly string[] Odd =
    [
        "null", "true", "0", "-1", "1e999", "99999999999999999999", "1.5", "\"\"", "\"NaN\"", "\"\\u0000\"", "\"\\ud800\"", "\"İı✓\"", "[]", "{}", "[null]", "[[[]]]",
        "{\"key\":{}}", "\"' OR 1=1 --\"", "\"../../etc/passwd\"", "\"%2e%2e%2f\"", "\"" + new string('x', 9000) + "\"", "tru", "\"", "",
    ];

    /// <summary>What was not recorded of MLflow's server.</summary>
    private static readonly WireExchange[] Further =
    [
        Asked("POST", "mlflow/experiments/search-datasets", """{"experiment_ids":["0"],"filter":"name = 'a' OR NOT context IS NULL"}"""),
        Asked("POST", "mlflow/logged-models/search", """
            {"experiment_ids":["0"],"filter":"metrics.m > 1","datasets":[{"dataset_name":"d","dataset_digest":"1"}],"order_by":[{"field_name":"metrics.m","ascending":true,"dataset_name":"d"}],"max_results":5}
            """),
        Asked("POST", "mlflow/runs/search", """{"filter":"experiment_name LIKE 'a%' AND (metrics.m > 1 OR NOT tags.t IS NULL)","max_results":5,"order_by":["metrics.m"]}"""),
        Asked("GET", "mlflow/metrics/get-history-bulk?run_id=a&run_id=b&metric_key=m&max_results=5"),
        Asked("GET", "mlflow/metrics/get-history-bulk-interval?run_ids=a&metric_key=m&max_results=5&start_step=1&end_step=2"),
        Asked("POST", "mlflow/webhooks", """{"name":"n","url":"https://example.org/","description":"d","secret":"s","status":"ACTIVE","events":[{"entity":"MODEL_VERSION","action":"CREATED"}]}"""),
        Asked("PATCH", "mlflow/webhooks/w", """{"name":"n","url":"https://example.org/","status":"DISABLED","events":[{"entity":1,"action":1}]}"""),
        Asked("GET", "mlflow/webhooks?max_results=5&page_token=x"),
        Asked("POST", "mlflow/webhooks/w/test", """{"event":{"entity":"MODEL_VERSION","action":"CREATED"}}"""),
    ];

    private static WireExchange Asked(string method, string path, string? body = null) => new(method, path, body, 0, "", "");

    [Fact]
    public async Task AnyRequest_WithTornValues_IsNeverAFault()
    {
        var faults = new List<string>();
        var sent = 0;
        foreach (var exchange in WireExchange.Load().Concat(Further).Where(exchange => exchange.Body is not null || exchange.Path.Contains('?', StringComparison.Ordinal)))
        {
            var rng = new Rng((ulong)exchange.Title.Length);
            for (var round = 0; round < Rounds; round++)
            {
                var path = exchange.Body is null ? TearQuery(exchange.Path, rng) : exchange.Path;
                var body = exchange.Body is { } json ? Tear(json, rng) : null;
                using var request = new HttpRequestMessage(new HttpMethod(exchange.Method), "/api/2.0/" + path);
                if (body is not null)
                {
                    request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                    request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                }

                using var response = await shared.Server.Http.SendAsync(request, TestContext.Current.CancellationToken);
                var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                sent++;
                if (answer.Contains("INTERNAL_ERROR", StringComparison.Ordinal))
                {
                    faults.Add($"{exchange.Method} {path} {body}");
                }
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {sent} requests were faults:\n{string.Join('\n', faults.Take(20))}");
        Assert.True(sent > 1000);
    }

    /// <summary>The text with one value between a colon and the next comma or bracket replaced by something odd.</summary>
    private static string Tear(string json, Rng rng)
    {
        var colons = Enumerable.Range(0, json.Length).Where(i => json[i] == ':' && json[i - 1] == '"').ToList();
        if (colons.Count == 0)
        {
            return Pick(rng);
        }

        var at = colons[rng.NextInt32(Math.Min(colons.Count, 12))] + 1;
        var end = json.IndexOfAny([',', '}', ']'], at);
        return json[..at] + Pick(rng) + json[end..];
    }

    private static string TearQuery(string path, Rng rng)
    {
        var equals = Enumerable.Range(0, path.Length).Where(i => path[i] == '=').ToList();
        var at = equals[rng.NextInt32(equals.Count)] + 1;
        var end = path.IndexOf('&', at) is >= 0 and var next ? next : path.Length;
        return path[..at] + Uri.EscapeDataString(Pick(rng).Trim('"').Replace("\\ud800", "x", StringComparison.Ordinal)) + path[end..];
    }

    private static string Pick(Rng rng) => Odd[rng.NextInt32(Odd.Length)];
}
