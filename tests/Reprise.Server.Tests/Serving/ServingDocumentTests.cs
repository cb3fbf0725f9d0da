using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reprise.Serving.Tests;
using static Reprise.Server.Tests.Serving.ServingServer;

namespace Reprise.Server.Tests.Serving;

public sealed partial class ServingDocumentTests
{
    [Fact]
    public async Task Document_DescribesEveryServingRouteAndNothingElse()
    {
        await using var server = await StartAsync([5]);

        var document = await server.GetJsonAsync("/openapi/v1.json");

        Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["/api/v1/health", "/api/v1/models", "/api/v1/models/{name}", "/api/v1/predict", "/invocations", "/ping"],
            document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["200", "400", "404", "413", "415", "422", "503"],
            document.GetProperty("paths").GetProperty("/api/v1/predict").GetProperty("post").GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_EveryReference_LeadsSomewhere()
    {
        await using var server = await StartAsync([5]);

        var document = await server.GetJsonAsync("/openapi/v1.json");

        var references = References().Matches(document.GetRawText()).Select(match => match.Groups[1].Value).Distinct().ToArray();
        Assert.NotEmpty(references);
        foreach (var reference in references)
        {
            var at = document;
            foreach (var part in reference.Split('/'))
            {
                Assert.True(at.TryGetProperty(part, out at), reference);
            }
        }
    }

    [Fact]
    public async Task Document_Features_AreTheServedModels()
    {
        await using var server = await StartAsync([5]);

        var features = (await server.GetJsonAsync("/openapi/v1.json")).GetProperty("components").GetProperty("schemas").GetProperty("Features");

        var names = MusicModels.Rows.Without("Class").Columns.Select(column => column.Name).ToArray();
        Assert.Equal(names, features.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        Assert.Equal(names.Order(), MusicRequests.Texts(features.GetProperty("required")).Order());
        Assert.Equal("number", features.GetProperty("properties").GetProperty("_Tempo_Mean").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("/api/v1/predict")]
    [InlineData("/invocations")]
    public async Task Document_ExampleBody_IsAnsweredWhenSent(string path)
    {
        await using var server = await StartAsync([5]);
        var example = (await server.GetJsonAsync("/openapi/v1.json"))
            .GetProperty("paths").GetProperty(path).GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example");

        using var response = await server.PostAsync(path, example.GetRawText());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Document_EveryAnswer_IsAsItsSchemaSays()
    {
        await using var server = await StartAsync([5]);
        await server.Registry.Tracking.Registry.CreateModelAsync("empty", cancellationToken: TestContext.Current.CancellationToken);
        var document = await server.GetJsonAsync("/openapi/v1.json");
        (string Schema, HttpResponseMessage Answer)[] answers =
        [
            ("PredictionAnswer", await server.PostAsync("/api/v1/predict", MusicRequests.Row(0))),
            ("BatchPredictionAnswer", await server.PostAsync("/api/v1/predict", MusicRequests.Rows(0, 1))),
            ("ValidationAnswer", await server.PostAsync("/api/v1/predict", "{\"_Tempo_Mean\": \"x\"}")),
            ("FailureAnswer", await server.PostAsync("/api/v1/predict?model=nope", "{}")),
            ("FailureAnswer", await server.PostAsync("/invocations", "{}")),
            ("InvocationAnswer", await server.PostAsync("/invocations", $"{{\"inputs\": {MusicRequests.Rows(0)}}}")),
            ("InvocationAnswer", await server.PostAsync("/invocations", $"{{\"inputs\": {MusicRequests.Rows(0)}, \"params\": {{\"probabilities\": true}}}}")),
            ("HealthAnswer", await Get("/api/v1/health")),
            ("ModelsAnswer", await Get("/api/v1/models")),
            ("ModelDetail", await Get("/api/v1/models/turkish-music-emotion")),
            ("ModelDetail", await Get("/api/v1/models/empty")),
        ];

        foreach (var (schema, answer) in answers)
        {
            var expected = document.GetProperty("components").GetProperty("schemas").GetProperty(schema);
            Assert.Equal([], SchemaCheck.Differences(document, expected, await JsonOf(answer), schema));
            answer.Dispose();
        }

        Task<HttpResponseMessage> Get(string path) => server.Http.GetAsync(path, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Document_NoModelServed_IsStillWhole()
    {
        await using var server = await StartAsync([]);

        var document = await server.GetJsonAsync("/openapi/v1.json");

        Assert.Contains("No model is served", document.GetProperty("info").GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal("object", document.GetProperty("components").GetProperty("schemas").GetProperty("Features").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Page_LoadsFromThisServerAlone()
    {
        await using var server = await StartAsync([5]);

        var page = await server.Http.GetStringAsync("/docs/index.html", TestContext.Current.CancellationToken);

        var links = Links().Matches(page).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            Assert.DoesNotContain("//", link, StringComparison.Ordinal);
            using var response = await server.Http.GetAsync(new Uri(new Uri(server.Http.BaseAddress!, "/docs/"), link), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [GeneratedRegex("\"\\$ref\":\\s*\"#/([^\"]+)\"")]
    private static partial Regex References();

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Links();
}
