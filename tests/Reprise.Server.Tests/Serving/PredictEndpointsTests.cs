using System.Net;
using System.Text.Json;
using Reprise.Serving.Tests;
using static Reprise.Server.Tests.Serving.ServingServer;

namespace Reprise.Server.Tests.Serving;

public sealed class PredictEndpointsTests
{
    private const string Route = "/api/v1/predict";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Predict_OneRow_AnswersClassWithProbabilities(bool wrapped)
    {
        await using var server = await StartAsync([5]);

        using var response = await server.PostAsync(Route, wrapped ? $"{{\"features\": {MusicRequests.Row(0)}}}" : MusicRequests.Row(0));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await JsonOf(response);
        var label = MusicRequests.Labels(5, 0)[0];
        string[] classes = ["angry", "happy", "relax", "sad"];
        Assert.Equal(label, answer.GetProperty("label").GetString());
        Assert.Equal(Array.IndexOf(classes, label), answer.GetProperty("class_index").GetInt32());
        Assert.Equal(classes, answer.GetProperty("probabilities").EnumerateObject().Select(property => property.Name));
        Assert.Equal(server.Registry.ExpectedOf(1), answer.GetProperty("probabilities").EnumerateObject().Select(property => property.Value.GetDouble()));
        Assert.Equal(answer.GetProperty("probabilities").GetProperty(label).GetDouble(), answer.GetProperty("confidence").GetDouble());
        Assert.Equal("{\"name\":\"turkish-music-emotion\",\"version\":1}", answer.GetProperty("model").GetRawText());
        Assert.Equal(response.Headers.GetValues("X-Request-Id").Single(), answer.GetProperty("request_id").GetString());
    }

    [Fact]
    public async Task Predict_SeveralRows_AnswersThemInOrder()
    {
        await using var server = await StartAsync([5]);

        using var response = await server.PostAsync(Route, $"{{\"features\": {MusicRequests.Rows(399, 0, 150)}}}");

        var predictions = (await JsonOf(response)).GetProperty("predictions");
        Assert.Equal(MusicRequests.Labels(5, 399, 0, 150), predictions.EnumerateArray().Select(row => row.GetProperty("label").GetString()));
    }

    [Theory]
    [InlineData("abc-1.2_X", "abc-1.2_X")]
    [InlineData("a b", null)]
    [InlineData("<script>", null)]
    public async Task Predict_CallersRequestId_IsKeptWhenPlain(string given, string? expected)
    {
        await using var server = await StartAsync([5]);

        using var response = await server.PostAsync(Route, MusicRequests.Row(0), headers: ("X-Request-Id", given));

        var id = (await JsonOf(response)).GetProperty("request_id").GetString();
        Assert.Matches(expected ?? "^[0-9a-f]{32}$", id);
    }

    [Fact]
    public async Task Predict_ModelNamed_AnswersWithThatVersion()
    {
        await using var server = await StartAsync([5, 3]);
        foreach (var (model, version, trees) in new[] { ("models:/turkish-music-emotion/2", 2, 3), ("turkish-music-emotion", 1, 5), ("models:/turkish-music-emotion/latest", 2, 3) })
        {
            using var response = await server.PostAsync($"{Route}?model={Uri.EscapeDataString(model)}", MusicRequests.Row(200));

            var answer = await JsonOf(response);
            Assert.Equal(version, answer.GetProperty("model").GetProperty("version").GetInt32());
            Assert.Equal(MusicRequests.Labels(trees, 200)[0], answer.GetProperty("label").GetString());
        }
    }

    [Theory]
    [InlineData("models:/nope@production", HttpStatusCode.NotFound)]
    [InlineData("models:/turkish-music-emotion/9", HttpStatusCode.NotFound)]
    [InlineData("nope", HttpStatusCode.NotFound)]
    [InlineData("file:///etc/passwd", HttpStatusCode.BadRequest)]
    [InlineData("runs:/x/../../etc", HttpStatusCode.BadRequest)]
    public async Task Predict_UnknownModel_IsNamed(string model, HttpStatusCode status)
    {
        await using var server = await StartAsync([5]);

        using var response = await server.PostAsync($"{Route}?model={Uri.EscapeDataString(model)}", MusicRequests.Row(0));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(["error_code", "message"], (await JsonOf(response)).EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task Predict_ManyProblems_Is422WithEveryOne()
    {
        await using var server = await StartAsync([5]);
        var body = MusicRequests.Row(0)
            .Replace("\"_Tempo_Mean\": 130.043", "\"_Tempo_Mean\": \"fast\"", StringComparison.Ordinal)
            .Replace("\"_RMSenergy_Mean\": 0.052", "\"_RMSenergy_Mean\": null", StringComparison.Ordinal)
            .Replace("\"_Lowenergy_Mean\"", "\"_lowenergy_mean\"", StringComparison.Ordinal);

        using var response = await server.PostAsync(Route, $"{{\"features\": {body}}}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var answer = await JsonOf(response);
        Assert.Equal("INVALID_PARAMETER_VALUE", answer.GetProperty("error_code").GetString());
        Assert.Equal(
            [
                """{"loc":["body","features","_RMSenergy_Mean"],"msg":"must not be null; \u0027_RMSenergy_Mean\u0027 had no nulls in training. Send a value.","type":"null","input":null}""",
                """{"loc":["body","features","_Tempo_Mean"],"msg":"must be a JSON number (double). Got the text \u0022fast\u0022.","type":"type","input":"fast"}""",
                """{"loc":["body","features","_Lowenergy_Mean"],"msg":"is missing; the model needs \u0027_Lowenergy_Mean\u0027 (double).","type":"missing"}""",
            ],
            answer.GetProperty("detail").EnumerateArray().Select(problem => problem.GetRawText()));
    }

    [Theory]
    [InlineData("{\"features\": {", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("5", "application/json", HttpStatusCode.UnprocessableEntity)]
    [InlineData("[]", "application/json", HttpStatusCode.UnprocessableEntity)]
    [InlineData("a,b", "text/csv", HttpStatusCode.UnsupportedMediaType)]
    public async Task Predict_OtherBodies_AreRefusedWithoutInternals(string body, string type, HttpStatusCode status)
    {
        await using var server = await StartAsync([5]);

        using var response = await server.PostAsync(Route, body, type);

        Assert.Equal(status, response.StatusCode);
        var text = (await JsonOf(response)).GetRawText();
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.7976931348623157e308")]
    [InlineData("-1.7976931348623157e308")]
    [InlineData("5e-324")]
    [InlineData("0")]
    public async Task Predict_ExtremeNumbers_AreAnswered(string number)
    {
        await using var server = await StartAsync([5]);
        var names = MusicModels.Rows.Without("Class").Columns.Select(column => $"\"{column.Name}\": {number}");

        using var response = await server.PostAsync(Route, $"{{{string.Join(", ", names)}}}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Predict_NothingPromoted_Is503()
    {
        await using var server = await StartAsync([]);

        using var response = await server.PostAsync(Route, "{}");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task Predict_FromAnotherOrigin_IsAllowedWhereConfigured()
    {
        await using var server = await StartAsync([5], options => options with { AllowedOrigins = ["https://ui.example.org"] });

        using var allowed = await server.PostAsync(Route, MusicRequests.Row(0), headers: ("Origin", "https://ui.example.org"));
        using var foreign = await server.PostAsync(Route, MusicRequests.Row(0), headers: ("Origin", "https://evil.example.org"));
        using var preflight = new HttpRequestMessage(HttpMethod.Options, Route)
        {
            Headers = { { "Origin", "https://ui.example.org" }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "content-type" } },
        };
        using var permission = await server.Http.SendAsync(preflight, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        Assert.Equal("https://ui.example.org", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Equal("https://ui.example.org", permission.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("POST", permission.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
    }
}
