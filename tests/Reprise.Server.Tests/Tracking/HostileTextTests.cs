using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Reprise.Server.Tests.Tracking;

public sealed class HostileTextTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly RunningServer _server = shared.Server;

    public static TheoryData<string> EndlessSources() =>
    [
        "s3:/%" + string.Concat(Enumerable.Repeat("25", 30_000)),
        "s3:/%" + string.Concat(Enumerable.Repeat("25", 500)),
        "models:" + new string('/', 40_000) + "x",
        "models:" + new string('/', 2_000) + "x",
    ];

    [Theory]
    [MemberData(nameof(EndlessSources))]
    public async Task Source_MadeToTakeLong_IsRefusedSoon(string source)
    {
        var clock = Stopwatch.StartNew();

        var (status, answer) = await _server.PostAsync("model-versions/create", new JsonObject { ["name"] = "nope", ["source"] = source }.ToJsonString());

        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (status, (string?)answer["error_code"]));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("a\u0000b", null, "Invalid experiment name")]
    [InlineData("a\nb", null, "Invalid experiment name")]
    [InlineData("fine", "/tmp/a\u0000b", "'artifact_location' can't include control characters")]
    [InlineData("fine", "s3://bucket/a\u0000b", "'artifact_location' can't include control characters")]
    public async Task Experiment_ControlCharacters_AreRefused(string name, string? location, string words)
    {
        var (status, answer) = await _server.PostAsync(
            "experiments/create", new JsonObject { ["name"] = name, ["artifact_location"] = location }.ToJsonString());

        Assert.Equal(400, status);
        Assert.StartsWith(words, (string?)answer["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("team/model")]
    [InlineData("models:x")]
    public async Task RegisteredModel_NameNoUriCanSay_IsRefused(string name)
    {
        await _server.PostAsync("registered-models/create", """{"name":"plain"}""");

        var created = await _server.PostAsync("registered-models/create", new JsonObject { ["name"] = name }.ToJsonString());
        var renamed = await _server.PostAsync("registered-models/rename", new JsonObject { ["name"] = "plain", ["new_name"] = name }.ToJsonString());

        Assert.Equal((400, 400), (created.Status, renamed.Status));
        Assert.Contains("must not hold '/' or ':'", (string?)created.Body["message"], StringComparison.Ordinal);
    }
}
