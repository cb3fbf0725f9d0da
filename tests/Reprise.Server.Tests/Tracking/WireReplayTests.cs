using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Reprise.Server.Access;
using Reprise.Server.Hosting;
using Reprise.Server.Tests.Access;
using Reprise.Testing.Postgres;

namespace Reprise.Server.Tests.Tracking;

/// <summary>Everything MLflow's server was asked is asked of ours, in the same order; the answers must be the same text.</summary>
public sealed partial class WireReplayTests
{
    /// <summary>Where Reprise answers otherwise on purpose: the request, our status, what our body holds, and why.</summary>
    private static readonly Dictionary<string, (int Status, string Holds)> Differences = new()
    {
        // MLflow's message ends with the text of its database library.
        ["POST mlflow/experiments/create {\"name\":\"e1\"}"] = (400, "RESOURCE_ALREADY_EXISTS: Experiment(name=e1) already exists."),
        ["POST mlflow/experiments/update {\"experiment_id\":\"1\",\"new_name\":\"e2\"}"] = (400, "BAD_REQUEST: Experiment(name=e2) already exists."),

        // MLflow 3.6 answers no points without max_results; its documentation promises all.
        ["GET mlflow/metrics/get-history?run_id=ID&metric_key=m"] = (200, "\"NaN\""),

        // OR is understood; MLflow refuses it. Each of the runs matches one side or none.
        ["POST mlflow/runs/search {\"experiment_ids\":[\"1\"],\"filter\":\"params.p = '1' or params.p = '2'\"}"] = (200, "\"runs\""),

        // A user's mistake is not the server's fault: clients repeat a 500 for minutes.
        ["POST mlflow/runs/search {\"experiment_ids\":[\"abc\"]}"] = (400, "INVALID_PARAMETER_VALUE: "),
        ["POST mlflow/model-versions/transition-stage {\"name\":\"rm\",\"version\":\"1\",\"stage\":\"None\",\"archive_existing_versions\":true}"] =
            (400, "INVALID_PARAMETER_VALUE: Model version transition cannot archive existing model versions because 'None' is not an Active stage."),
        ["GET mlflow-artifacts/artifacts/nope.txt"] = (404, "RESOURCE_DOES_NOT_EXIST: "),

        // MLflow says "Invalid path" and no more.
        ["GET mlflow/artifacts/list?run_id=ID&path=../x"] = (400, "INVALID_PARAMETER_VALUE: Invalid path '../x'"),
    };

    /// <summary>MLflow's server leaves the alias of a deleted version behind; ours deletes it with the version, as MLflow does in process.</summary>
    private static readonly Dictionary<string, (int Status, string Holds)> AfterDeletedVersion = new()
    {
        ["GET mlflow/registered-models/get?name=rm"] = (200, "last_updated_timestamp"),
        ["GET mlflow/registered-models/alias?name=rm&alias=champ"] = (400, "INVALID_PARAMETER_VALUE: Registered model alias champ not found."),
        ["POST mlflow/registered-models/rename {\"name\":\"rm\",\"new_name\":\"rm2\"}"] = (200, "\"name\": \"rm2\""),
    };

    private readonly Dictionary<string, string> _ids = [];

    [Theory]
    [InlineData(AccessMode.Off)]
    [InlineData(AccessMode.On)]
    public async Task EveryRecordedRequest_InOrder_GetsMlflowsAnswer(AccessMode access)
    {
        await using var server = await RunningServer.StartAsync(options => options with { Access = new AccessOptions { Mode = access } });
        if (access == AccessMode.On)
        {
            server.Http.SignIn("admin", server.App.TakeFirstAdminPassword()!);
        }

        await ReplayAsync(server);
    }

    [Fact]
    public async Task EveryRecordedRequest_OnPostgres_GetsMlflowsAnswer()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var server = await RunningServer.StartOnPostgresAsync();
        await ReplayAsync(server);
    }

    private async Task ReplayAsync(RunningServer server)
    {
        var wrong = new List<string>();
        var deleted = false;
        var compared = 0;
        foreach (var exchange in WireExchange.Load())
        {
            var (status, type, body) = await SendAsync(server.Http, exchange);
            PairIds(exchange.Answer, body);
            var different = Differences.TryGetValue(exchange.Title, out var expected) || (deleted && AfterDeletedVersion.TryGetValue(exchange.Title, out expected));
            var same = different
                ? status == expected.Status && Readable(body).Contains(expected.Holds, StringComparison.Ordinal)
                : status == exchange.Status && type == exchange.ContentType && IsSame(exchange.Answer, body);
            if (!same)
            {
                wrong.Add($"## {exchange.Title}\n{(different ? $"must be {expected}" : $"{exchange.Status} {exchange.ContentType}\n{exchange.Answer}")}\n-- but is\n{status} {type}\n{body}");
            }

            deleted |= exchange is { Method: "DELETE", Path: "mlflow/model-versions/delete" };
            compared++;
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {compared} answers differ\n{string.Join("\n\n", wrong)}");
        Assert.Equal(130, compared);
    }

    private async Task<(int Status, string Type, string Body)> SendAsync(HttpClient http, WireExchange exchange)
    {
        using var request = new HttpRequestMessage(new HttpMethod(exchange.Method), "/api/2.0/" + WithOurIds(exchange.Path));
        if (exchange.Method == "PUT")
        {
            request.Content = new StringContent("hello\n");
        }
        else if (exchange.Body is { } body)
        {
            request.Content = new StringContent(WithOurIds(body), Encoding.UTF8, "application/json");
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Learns which of our ids stands for which recorded one, by the order in which they first occur.</summary>
    private void PairIds(string recorded, string ours)
    {
        foreach (var (theirs, mine) in Id().Matches(recorded).Zip(Id().Matches(ours)))
        {
            _ids.TryAdd(theirs.Value, mine.Value);
        }
    }

    private string WithOurIds(string text) => Id().Replace(text, match => _ids.GetValueOrDefault(match.Value, match.Value));

    private bool IsSame(string recorded, string ours)
    {
        var (expected, actual) = (Normalize(WithOurIds(recorded)), Normalize(ours));
        if (expected == actual)
        {
            return true;
        }

        return TryParse(expected) is { } json
            ? expected.Contains("error_code", StringComparison.Ordinal) && JsonNode.DeepEquals(json, TryParse(actual))
            : expected.Length > 40 && actual.StartsWith(expected, StringComparison.Ordinal);
    }

    /// <summary>Times, generated names, the server's folder, the order of Python's sets and the place shown below a refusal are no part of the answer.</summary>
    private static string Normalize(string text)
    {
        text = Time().Replace(text.ReplaceLineEndings("\n").Trim(), "TIME");
        text = GeneratedName().Replace(text, "\"NAME\"");
        text = Pointer().Replace(text, "");
        text = Folder().Replace(text, "\"FOLDER/relative/dir\"");
        return PythonSet().Replace(text, match => "{" + string.Join(", ", match.Groups[1].Value.Split(", ").Order(StringComparer.Ordinal)) + "}");
    }

    private static string Readable(string body) =>
        TryParse(body) is JsonObject error && error["error_code"] is { } code ? $"{code}: {error["message"]}" : body;

    private static JsonNode? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\b1[0-9]{12}\b")]
    private static partial Regex Time();

    [GeneratedRegex("\"[a-z]+-[a-z]+-[0-9]+\"")]
    private static partial Regex GeneratedName();

    [GeneratedRegex("\"[^\"]*/relative/dir\"")]
    private static partial Regex Folder();

    [GeneratedRegex(@"\\n  .*\\n +\^ column [0-9]+[^""]*")]
    private static partial Regex Pointer();

    [GeneratedRegex(@"\{('[^{}]*')\}")]
    private static partial Regex PythonSet();
}
