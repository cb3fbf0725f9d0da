using System.Text.Json.Nodes;

namespace Reprise.Server.Tests.Tracking;

public sealed class ExperimentScopeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly RunningServer _server = shared.Server;

    [Fact]
    public async Task Search_ExperimentNameWithoutIds_SearchesTheNamedExperiments()
    {
        var ids = new List<string>();
        foreach (var name in (string[])["scope-a", "scope-b", "other"])
        {
            var (_, created) = await _server.PostAsync("experiments/create", new JsonObject { ["name"] = name }.ToJsonString());
            ids.Add((string)created["experiment_id"]!);
            await _server.PostAsync("runs/create", new JsonObject { ["experiment_id"] = ids[^1], ["run_name"] = name }.ToJsonString());
            await _server.PostAsync("logged-models", new JsonObject { ["experiment_id"] = ids[^1], ["name"] = "m-" + name }.ToJsonString());
        }

        Assert.Equal(["scope-a", "scope-b"], await RunsAsync("""{"filter":"experiment_name LIKE 'scope%'"}"""));
        Assert.Equal(["scope-a", "scope-b"], await RunsAsync("""{"experiment_ids":[],"filter":"NOT experiment_name NOT IN ('scope-a', 'scope-b')"}"""));
        Assert.Equal(["scope-b"], await RunsAsync($$"""{"experiment_ids":["{{ids[1]}}"],"filter":"experiment_name LIKE 'scope%'"}"""));
        Assert.Empty(await RunsAsync($$"""{"experiment_ids":["{{ids[2]}}"],"filter":"experiment_name LIKE 'scope%'"}"""));
        Assert.Empty(await RunsAsync("""{"filter":"start_time >= 0"}"""));
        Assert.Empty(await RunsAsync("""{"filter":"tags.experiment_name = 'scope-a'"}"""));
        Assert.Equal(["m-scope-a", "m-scope-b"], await ModelsAsync("""{"filter":"experiment_name LIKE 'scope%'"}"""));
        Assert.Empty(await ModelsAsync("""{"filter":"name LIKE 'm%'"}"""));
    }

    [Fact]
    public async Task Search_FilterNotUnderstoodWithoutIds_IsAnsweredAsMlflowDoes()
    {
        var (status, answer) = await _server.PostAsync("runs/search", """{"filter":"bogus ~"}""");
        var (refused, _) = await _server.PostAsync("runs/search", """{"filter":"experiment_name ~"}""");

        Assert.Equal((200, "{}"), (status, answer.ToJsonString()));
        Assert.Equal(400, refused);
    }

    private async Task<IEnumerable<string?>> RunsAsync(string body) =>
        ((await _server.PostAsync("runs/search", body)).Body["runs"]?.AsArray() ?? []).Select(run => (string?)run!["info"]!["run_name"]).Order(StringComparer.Ordinal);

    private async Task<IEnumerable<string?>> ModelsAsync(string body) =>
        ((await _server.PostAsync("logged-models/search", body)).Body["models"]?.AsArray() ?? []).Select(model => (string?)model!["info"]!["name"]).Order(StringComparer.Ordinal);
}
