using System.Net;
using System.Text.Json;
using Reprise.Serving.Tests;
using static Reprise.Server.Tests.Serving.ServingServer;

namespace Reprise.Server.Tests.Serving;

public sealed class ModelEndpointsTests
{
    [Fact]
    public async Task Health_ModelServed_NamesItAndItsOrigin()
    {
        await using var server = await StartAsync([5]);

        var health = await server.GetJsonAsync("/api/v1/health");

        var version = await server.Registry.Tracking.Registry.GetVersionAsync(MusicRegistry.Name, 1, TestContext.Current.CancellationToken);
        Assert.Equal(
            ("ok", MusicRegistry.Name, 1, "production", version.RunId),
            (Text("status"), Text("model"), health.GetProperty("version").GetInt32(), Text("alias"), Text("run_id")));
        Assert.Equal(server.Host.State.Model!.Model.Sha256, Text("sha256"));
        Assert.True(health.GetProperty("loaded_at").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
        Assert.Equal(JsonValueKind.Null, health.GetProperty("problem").ValueKind);

        string? Text(string name) => health.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Health_NewVersionDoesNotLoad_IsDegradedAndStillServes()
    {
        await using var server = await StartAsync([5]);
        await server.GetJsonAsync("/api/v1/health");
        await server.Registry.AddVersionAsync(3, folder => File.Delete(Path.Combine(folder, "MLmodel")));
        await server.Registry.PromoteAsync(2);
        await server.Host.CheckAsync(TestContext.Current.CancellationToken);

        var health = await server.GetJsonAsync("/api/v1/health");

        Assert.Equal(("degraded", 1), (health.GetProperty("status").GetString(), health.GetProperty("version").GetInt32()));
        Assert.StartsWith("Version 2 of 'turkish-music-emotion' was not loaded:", health.GetProperty("problem").GetString(), StringComparison.Ordinal);
        using var prediction = await server.PostAsync("/api/v1/predict", MusicRequests.Row(0));
        Assert.Equal(HttpStatusCode.OK, prediction.StatusCode);
    }

    [Fact]
    public async Task Health_NothingPromoted_Is503Unavailable()
    {
        await using var server = await StartAsync([]);

        using var response = await server.Http.GetAsync("/api/v1/health", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("unavailable", (await JsonOf(response)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Models_Listed_NameVersionsAndAliases()
    {
        await using var server = await StartAsync([5, 3]);
        await server.Registry.Tracking.Registry.CreateModelAsync("it's another", "words", cancellationToken: TestContext.Current.CancellationToken);
        await server.GetJsonAsync("/api/v1/health");

        var models = (await server.GetJsonAsync("/api/v1/models")).GetProperty("models");
        var page = await server.GetJsonAsync("/api/v1/models?max_results=1");

        Assert.Equal(
            [
                """{"name":"it\u0027s another","description":"words","latest_version":null,"aliases":{},"is_served":false}""",
                """{"name":"turkish-music-emotion","description":null,"latest_version":2,"aliases":{"production":1},"is_served":true}""",
            ],
            models.EnumerateArray().Select(model => model.GetRawText()));
        Assert.Equal(1, page.GetProperty("models").GetArrayLength());
        var rest = await server.GetJsonAsync($"/api/v1/models?page_token={Uri.EscapeDataString(page.GetProperty("next_page_token").GetString()!)}");
        Assert.Equal(MusicRegistry.Name, rest.GetProperty("models")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Models_One_HasVersionsMetricsAndSignature()
    {
        await using var server = await StartAsync([5, 3]);
        await server.Registry.Tracking.Registry.CreateModelAsync("it's another", cancellationToken: TestContext.Current.CancellationToken);

        var model = await server.GetJsonAsync($"/api/v1/models/{MusicRegistry.Name}");
        var empty = await server.GetJsonAsync($"/api/v1/models/{Uri.EscapeDataString("it's another")}");

        Assert.Equal([2, 1], model.GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("version").GetInt32()));
        var live = model.GetProperty("versions")[1];
        Assert.Equal(("Production", "production"), (live.GetProperty("stage").GetString(), live.GetProperty("aliases")[0].GetString()));
        Assert.Equal(0.05, live.GetProperty("metrics").GetProperty("accuracy").GetDouble());
        var inputs = model.GetProperty("signature").GetProperty("inputs");
        Assert.Equal((50, """{"name":"_RMSenergy_Mean","type":"double","required":true}"""), (inputs.GetArrayLength(), inputs[0].GetRawText()));
        Assert.Equal(0, empty.GetProperty("versions").GetArrayLength());
    }

    [Fact]
    public async Task Models_Unknown_Is404()
    {
        await using var server = await StartAsync([]);

        using var response = await server.Http.GetAsync("/api/v1/models/nope", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", (await JsonOf(response)).GetProperty("error_code").GetString());
    }
}
