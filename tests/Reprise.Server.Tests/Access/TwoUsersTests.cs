using System.Net.Http.Headers;
using System.Text;

namespace Reprise.Server.Tests.Access;

/// <summary>Ada makes something, Bob wants it: what each sees and may do, step by step, over HTTP as MLflow's clients speak it.</summary>
public sealed class TwoUsersTests(GuardedServer shared) : IClassFixture<GuardedServer>
{
    [Fact]
    public async Task Story_FromNothingToManage_EachStepOpensWhatItSays()
    {
        using var ada = await shared.UserAsync("ada");
        using var bob = await shared.UserAsync("bob");

        // Ada makes an experiment, a run with a metric and a file, and a model with a version.
        var experiment = (string)(await ada.CallAsync("POST", "experiments/create", """{"name":"adas"}""")).Body!["experiment_id"]!;
        var run = (string)(await ada.CallAsync("POST", "runs/create", $$"""{"experiment_id":"{{experiment}}"}""")).Body!["run"]!["info"]!["run_id"]!;
        Assert.Equal(200, await ada.StatusAsync("POST", "runs/log-metric", $$"""{"run_id":"{{run}}","key":"m","value":1,"timestamp":1}"""));
        var file = $"/api/2.0/mlflow-artifacts/artifacts/{experiment}/{run}/artifacts/model/MLmodel";
        Assert.Equal(200, await PutAsync(ada, file));
        Assert.Equal(200, await ada.StatusAsync("POST", "registered-models/create", """{"name":"adas"}"""));
        var source = $$"""{"name":"adas","source":"mlflow-artifacts:/{{experiment}}/{{run}}/artifacts/model","run_id":"{{run}}"}""";
        Assert.Equal(200, await ada.StatusAsync("POST", "model-versions/create", source));

        (string Method, string Path, string? Json)[] reads =
        [
            ("GET", $"experiments/get?experiment_id={experiment}", null),
            ("GET", "experiments/get-by-name?experiment_name=adas", null),
            ("GET", $"runs/get?run_id={run}", null),
            ("GET", $"metrics/get-history?run_id={run}&metric_key=m", null),
            ("GET", $"metrics/get-history-bulk?run_id={run}&metric_key=m", null),
            ("GET", $"artifacts/list?run_id={run}", null),
            ("GET", file, null),
            ("GET", $"/api/2.0/mlflow-artifacts/artifacts?path={experiment}/{run}", null),
            ("GET", $"/get-artifact?run_id={run}&path=model/MLmodel", null),
            ("GET", $"/experiments/{experiment}", null),
            ("GET", $"/runs/{run}", null),
            ("GET", $"/runs/{run}/file?path=model%2FMLmodel", null),
            ("GET", $"/series?run={run}&key=m", null),
        ];
        (string Method, string Path, string? Json)[] modelReads =
        [
            ("GET", "registered-models/get?name=adas", null),
            ("GET", "model-versions/get?name=adas&version=1", null),
            ("GET", "model-versions/get-download-uri?name=adas&version=1", null),
            ("GET", "/model-versions/get-artifact?name=adas&version=1&path=MLmodel", null),
            ("GET", "/api/v1/models/adas", null),
            ("GET", "/models/adas", null),
        ];
        (string Method, string Path, string? Json)[] edits =
        [
            ("POST", "runs/create", $$"""{"experiment_id":"{{experiment}}"}"""),
            ("POST", "runs/log-batch", $$"""{"run_id":"{{run}}","metrics":[{"key":"n","value":1,"timestamp":1,"step":0}]}"""),
            ("POST", "runs/set-tag", $$"""{"run_id":"{{run}}","key":"k","value":"v"}"""),
            ("POST", "experiments/set-experiment-tag", $$"""{"experiment_id":"{{experiment}}","key":"k","value":"v"}"""),
            ("POST", $"/api/2.0/mlflow-artifacts/uploads/{experiment}/{run}/artifacts/big.bin", $$"""{"size":1,"sha256":"{{new string('a', 64)}}"}"""),
        ];
        (string Method, string Path, string? Json)[] manages =
        [
            ("POST", "runs/delete", $$"""{"run_id":"{{run}}"}"""),
            ("POST", "runs/restore", $$"""{"run_id":"{{run}}"}"""),
            ("GET", $"experiments/permissions/get?experiment_id={experiment}&username=ada", null),
        ];

        // Bob is known and has nothing: he is refused each of it, and his searches find nothing.
        foreach (var (method, path, json) in reads.Concat(modelReads).Concat(edits).Concat(manages))
        {
            Assert.Equal((path, 403), (path, await bob.StatusAsync(method, path, json)));
            if (!path.StartsWith("runs/delete", StringComparison.Ordinal) && !path.StartsWith("runs/restore", StringComparison.Ordinal))
            {
                Assert.Equal((path, 200), (path, await ada.StatusAsync(method, path, json)));
            }
        }

        Assert.Equal(403, await PutAsync(bob, file));
        Assert.Equal(403, await bob.StatusAsync("POST", "/api/v1/predict?model=adas", """{"x":1}"""));
        Assert.Equal(403, await bob.StatusAsync("POST", $"/api/v1/predict?model=runs:/{run}/model", """{"x":1}"""));
        Assert.Null((await bob.CallAsync("POST", "experiments/search", """{"max_results":10}""")).Body!["experiments"]);
        Assert.Null((await bob.CallAsync("POST", "runs/search", $$"""{"experiment_ids":["{{experiment}}"]}""")).Body!["runs"]);
        Assert.Null((await bob.CallAsync("GET", "registered-models/search")).Body!["registered_models"]);
        Assert.Null((await bob.CallAsync("GET", "model-versions/search")).Body!["model_versions"]);
        Assert.Empty((await bob.CallAsync("GET", "/api/v1/models")).Body!["models"]!.AsArray());

        // He cannot make the files his by a version of his own, nor by a place of his own.
        Assert.Equal(200, await bob.StatusAsync("POST", "registered-models/create", """{"name":"bobs"}"""));
        Assert.Equal(403, await bob.StatusAsync("POST", "model-versions/create", source.Replace("\"name\":\"adas\"", "\"name\":\"bobs\"", StringComparison.Ordinal)));
        Assert.Equal(403, await bob.StatusAsync("POST", "experiments/create", $$"""{"name":"bobs","artifact_location":"mlflow-artifacts:/{{experiment}}"}"""));

        Assert.Equal(403, await bob.StatusAsync("POST", "model-versions/create", """{"name":"bobs","source":"s3://bucket/of/somebody"}"""));

        // Read: he sees it, and changes nothing.
        await GrantAsync(ada, "create", experiment, "READ");
        Assert.Equal(200, await ada.StatusAsync("POST", "registered-models/permissions/create", """{"name":"adas","username":"bob","permission":"READ"}"""));
        foreach (var (method, path, json) in reads.Concat(modelReads))
        {
            Assert.Equal((path, 200), (path, await bob.StatusAsync(method, path, json)));
        }

        foreach (var (method, path, json) in edits.Concat(manages))
        {
            Assert.Equal((path, 403), (path, await bob.StatusAsync(method, path, json)));
        }

        Assert.Equal("adas", (string?)(await bob.CallAsync("POST", "experiments/search", """{"max_results":10}""")).Body!["experiments"]![0]!["name"]);

        // Edit: he logs, and deletes nothing. Manage: he does.
        await GrantAsync(ada, "update", experiment, "EDIT");
        Assert.Equal(200, await PutAsync(bob, file));
        foreach (var (method, path, json) in edits)
        {
            Assert.Equal((path, 200), (path, await bob.StatusAsync(method, path, json)));
        }

        Assert.Equal(403, await bob.StatusAsync("POST", "runs/delete", $$"""{"run_id":"{{run}}"}"""));
        await GrantAsync(ada, "update", experiment, "MANAGE");
        foreach (var (method, path, json) in manages)
        {
            Assert.Equal((path, 200), (path, await bob.StatusAsync(method, path, json)));
        }

        // What he was given is taken back, and holds from the next request on.
        Assert.Equal(200, await ada.StatusAsync("DELETE", "experiments/permissions/delete", $$"""{"experiment_id":"{{experiment}}","username":"bob"}"""));
        Assert.Equal(403, await bob.StatusAsync("GET", $"runs/get?run_id={run}"));
    }

    private static async Task GrantAsync(HttpClient owner, string verb, string experiment, string permission) => Assert.Equal(200, await owner.StatusAsync(
        verb == "create" ? "POST" : "PATCH", $"experiments/permissions/{verb}", $$"""{"experiment_id":"{{experiment}}","username":"bob","permission":"{{permission}}"}"""));

    private static async Task<int> PutAsync(HttpClient http, string path)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("flavors: {}\n")) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } };
        using var answer = await http.PutAsync(path, content, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
