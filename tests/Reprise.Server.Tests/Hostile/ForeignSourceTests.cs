using System.Text;
using System.Text.Json.Nodes;
using Reprise.Server.Tests.Tracking;

namespace Reprise.Server.Tests.Hostile;

/// <summary>Addresses that clients name: as sources of model versions and as artifact locations. What leads out is refused; what is remote is noted and never called.</summary>
[Trait("Culture", "none")]
public sealed class ForeignSourceTests(HostileServer bait)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Refused =>
    [
        "/etc/passwd", "/etc/../etc/passwd", "etc/passwd", "../secret.txt", ".", "C:\\Windows", "\\\\host\\share", "file:///etc/passwd", "file:/etc/passwd", "FILE:///etc/passwd",
        "file://localhost/etc/passwd", "file://127.0.0.1/share", "file:///tmp/%00x", "/tmp/a\0b", "/tmp/a%00b", "s3://bucket/../x", "s3://bucket/%2e%2e/x", "s3://bucket/%252e%252e/x",
        "s3://bucket\\..\\x", "http://host/a?b=../c", "http://host/a#../c", "http://host/a%00b/\0", "mlflow-artifacts:/../secret.txt", "mlflow-artifacts:/0/%2e%2e/%2e%2e/mlflow.db",
        "mlflow-artifacts://..", "models:/../1", "models:/bait/99", "models:/nope/1", "models:/m-00000000000000000000000000000000", "runs:/nope/x", "runs:/../x", "runs:/{run}/../x",
        "runs:/{run}/%2e%2e/x", "runs:/{run}//etc/passwd", "runs:/{run}/a\0b", "dbfs:/../x",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Version_SourceThatLeadsOut_IsRefused(string source)
    {
        var named = source.Replace("{run}", bait.RunId, StringComparison.Ordinal);
        var (_, local) = await bait.Server.PostAsync(
            "experiments/create", new JsonObject { ["name"] = $"local {Guid.NewGuid()}", ["artifact_location"] = Path.Combine(bait.Server.Home, "outside", "runs") }.ToJsonString());
        var (_, ofLocal) = await bait.Server.PostAsync("runs/create", new JsonObject { ["experiment_id"] = (string)local["experiment_id"]! }.ToJsonString());
        foreach (var run in new[] { null, bait.RunId, (string)ofLocal["run"]!["info"]!["run_id"]! })
        {
            var (status, body) = await bait.Server.PostAsync(
                "model-versions/create", new JsonObject { ["name"] = "bait", ["source"] = named, ["run_id"] = run }.ToJsonString());

            Assert.True(status is 400 or 403 or 404, $"{named} -> {status} {body.ToJsonString()}");
        }

        bait.AssertUntouched();
    }

    [Fact]
    public async Task Version_RemoteSource_IsNeverCalled()
    {
        await bait.Server.PostAsync("registered-models/create", """{"name":"remote"}""");
        var authority = bait.BaitAddress.Authority;
        var wrong = new StringBuilder();
        var version = 0;
        foreach (var source in new[]
        {
            $"http://{authority}/model", $"https://{authority}/model", $"ftp://{authority}/model", $"hdfs://{authority}/model", $"gopher://{authority}/_x", $"wasbs://c@{authority}/model",
            $"s3://{authority}/model", $"http+unix://{authority}/x", "http://169.254.169.254/latest/meta-data", "javascript:alert(1)", "data:text/html,<script>alert(1)</script>",
        })
        {
            var (created, answer) = await bait.Server.PostAsync(
                "model-versions/create",
                new JsonObject { ["name"] = "remote", ["source"] = source, ["run_link"] = bait.BaitAddress.ToString() }.ToJsonString());
            if (created is 400 or 403)
            {
                continue;
            }

            version++;
            foreach (var (method, target) in new[]
            {
                ("GET", $"/model-versions/get-artifact?name=remote&version={version}&path=MLmodel"),
                ("GET", $"/api/2.0/mlflow/model-versions/get-download-uri?name=remote&version={version}"),
                ("POST", $"/api/v1/predict?model=models:/remote/{version}"),
                ("GET", "/api/v1/models/remote"),
                ("GET", $"/models/remote/try?version={version}"),
                ("GET", "/models/remote"),
            })
            {
                var (status, body) = await RawHttp.SendAsync(
                    bait.Server.Address, method, target, "Content-Type: application/json\r\n", method == "POST" ? "{\"a\":1}" : "");
                if (status is 0 or 500 or > 501 || body.Contains("href=\"javascript", StringComparison.OrdinalIgnoreCase) || body.Contains("href=\"data", StringComparison.OrdinalIgnoreCase))
                {
                    wrong.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n{method} {target} ({source}) -> {status} {body[..Math.Min(200, body.Length)]}");
                }
            }
        }

        Assert.True(wrong.Length == 0, wrong.ToString());
        Assert.True(version > 0);
        bait.AssertUntouched();
    }

    public static TheoryData<string> Locations =>
    [
        "/etc", "file:///etc", "file:///tmp/%00", "file:///etc/%2e%2e/etc", "/etc/../etc", "{outside}", "file://{outside}", "{home}/keys", "{home}", "mlflow-artifacts:/../outside",
        "mlflow-artifacts:/%2e%2e/outside", "mlflow-artifacts://{authority}/x", "http://{authority}/x", "s3://{authority}/x", "ftp://{authority}/x", "\\\\{authority}\\share", "a\0b", "runs:/x/y",
        "models:/bait/1", "s3://bucket/x?y=../z", "s3://bucket/x#y", "s3://bucket/x;y", "mlflow-artifacts:/0#x",
    ];

    [Theory]
    [MemberData(nameof(Locations))]
    public async Task Experiment_LocationOutOfTheRoots_IsNeitherReadNorWritten(string location)
    {
        var named = location.Replace("{outside}", Path.Combine(bait.Server.Home, "outside"), StringComparison.Ordinal)
            .Replace("{home}", Path.Combine(bait.Server.Home, "home"), StringComparison.Ordinal)
            .Replace("{authority}", bait.BaitAddress.Authority, StringComparison.Ordinal);
        var (status, created) = await bait.Server.PostAsync(
            "experiments/create", new JsonObject { ["name"] = $"at {location}".Replace("\0", "0", StringComparison.Ordinal), ["artifact_location"] = named }.ToJsonString());
        if (status == 200)
        {
            var (_, run) = await bait.Server.PostAsync("runs/create", new JsonObject { ["experiment_id"] = (string)created["experiment_id"]! }.ToJsonString());
            var id = (string)run["run"]!["info"]!["run_id"]!;
            foreach (var (method, target) in new[]
            {
                ("GET", $"/api/2.0/mlflow/artifacts/list?run_id={id}"), ("GET", $"/api/2.0/mlflow/artifacts/list?run_id={id}&path=secret.txt"),
                ("GET", $"/get-artifact?run_id={id}&path=secret.txt"), ("GET", $"/get-artifact?run_id={id}&path=passwd"),
                ("POST", $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={id}&path=owned.txt"), ("GET", $"/runs/{id}/file?path=secret.txt"), ("GET", $"/runs/{id}?tab=artifacts"),
            })
            {
                var (answer, body) = await RawHttp.SendAsync(bait.Server.Address, method, target, body: method == "POST" ? "owned" : "");
                Assert.True(answer is 400 or 403 or 404 or 501, $"{named}: {method} {target} -> {answer} {body}");
            }
        }
        else
        {
            Assert.Equal(400, status);
        }

        bait.AssertUntouched();
    }

    [Fact]
    public async Task Upload_ThroughALocationInsideTheRoot_StaysInside()
    {
        var (_, created) = await bait.Server.PostAsync(
            "experiments/create", new JsonObject { ["name"] = "inside", ["artifact_location"] = Path.Combine(bait.Server.Home, "home", "artifacts", "inside") }.ToJsonString());
        var (_, run) = await bait.Server.PostAsync("runs/create", new JsonObject { ["experiment_id"] = (string)created["experiment_id"]! }.ToJsonString());
        using var content = new ByteArrayContent([1]);

        using var answer = await bait.Server.Http.PostAsync(
            $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={(string)run["run"]!["info"]!["run_id"]!}&path=a.txt", content, Token);

        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        bait.AssertUntouched();
    }
}
