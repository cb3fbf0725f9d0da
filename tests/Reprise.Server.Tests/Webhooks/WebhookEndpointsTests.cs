using System.Text;
using System.Text.Json.Nodes;
using Reprise.Server.Tests.Tracking;

namespace Reprise.Server.Tests.Webhooks;

/// <summary>Webhooks as MLflow's client asks for them and receivers hear of them.</summary>
public sealed class WebhookEndpointsTests
{
    private const string Created = """[{"entity":"REGISTERED_MODEL","action":"CREATED"}]""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Crud_AsMlflowsClientDoesIt_NeverShowsTheSecret()
    {
        await using var server = await StartAsync();

        var (status, created) = await server.PostAsync(
            "webhooks", $$"""{"name":"ci","url":"https://example.org/hook","description":"d","events":{{Created}},"secret":"s3cret","status":"ACTIVE"}""");
        var id = (string)created["webhook"]!["webhook_id"]!;
        var (_, found) = await server.GetAsync($"webhooks/{id}");
        var (_, second) = await server.PostAsync("webhooks", $$"""{"name":"two","url":"https://example.org/2","events":[{"entity":4,"action":3}]}""");
        var changed = await SendAsync(server, HttpMethod.Patch, $"webhooks/{id}", """
            {"name":"cd","status":"DISABLED","events":[{"entity":"MODEL_VERSION_TAG","action":"SET"},{"entity":"MODEL_VERSION","action":"CREATED"}]}
            """);
        var (_, page) = await server.GetAsync("webhooks?max_results=1");
        var (_, next) = await server.GetAsync($"webhooks?max_results=1&page_token={Uri.EscapeDataString((string)page["next_page_token"]!)}");
        var deleted = await SendAsync(server, HttpMethod.Delete, $"webhooks/{id}", "{}");
        var (gone, refusal) = await server.GetAsync($"webhooks/{id}");

        Assert.Equal(200, status);
        var webhook = created["webhook"]!;
        Assert.Equal(("ci", "https://example.org/hook", "d", "ACTIVE"), ((string)webhook["name"]!, (string)webhook["url"]!, (string)webhook["description"]!, (string)webhook["status"]!));
        Assert.Equal(Created, webhook["events"]!.ToJsonString());
        Assert.True((long)webhook["creation_timestamp"]! > 0);
        Assert.Equal(created.ToJsonString(), found.ToJsonString());
        Assert.DoesNotContain("cret\"", created.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("""[{"entity":"MODEL_VERSION_ALIAS","action":"DELETED"}]""", second["webhook"]!["events"]!.ToJsonString());
        Assert.Equal(("cd", "DISABLED", 2), ((string)changed.Body["webhook"]!["name"]!, (string)changed.Body["webhook"]!["status"]!, changed.Body["webhook"]!["events"]!.AsArray().Count));
        Assert.Equal("two", (string?)page["webhooks"]!.AsArray().Single()!["name"]);
        Assert.Equal("cd", (string?)next["webhooks"]!.AsArray().Single()!["name"]);
        Assert.Null(next["next_page_token"]);
        Assert.Equal((200, "{}"), (deleted.Status, deleted.Body.ToJsonString()));
        Assert.Equal((404, "RESOURCE_DOES_NOT_EXIST"), (gone, (string?)refusal["error_code"]));
        Assert.DoesNotContain("s3cret", Encoding.Latin1.GetString(await BytesAsync(Path.Combine(server.Home, "mlflow.db"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"url":"https://example.org","events":[{"entity":"MODEL_VERSION","action":"CREATED"}]}""", "'name'")]
    [InlineData("""{"name":"a","events":[{"entity":"MODEL_VERSION","action":"CREATED"}]}""", "'url'")]
    [InlineData("""{"name":"a","url":"https://example.org"}""", "'events'")]
    [InlineData("""{"name":"a","url":"https://example.org","events":[]}""", "'events'")]
    [InlineData("""{"name":"a","url":"https://example.org","events":"x"}""", "'events'")]
    [InlineData("""{"name":"a","url":"https://example.org","events":[null]}""", "events")]
    [InlineData("""{"name":"a","url":"https://example.org","events":[{}]}""", "events.entity")]
    [InlineData("""{"name":"a","url":"https://example.org","events":[{"entity":"MODEL_VERSION","action":"EATEN"}]}""", "'model_version.eaten' is not offered")]
    [InlineData("""{"name":"a","url":"https://example.org","events":[{"entity":99,"action":1}]}""", "is not offered")]
    [InlineData("""{"name":" ","url":"https://example.org","events":[{"entity":1,"action":1}]}""", "cannot be empty")]
    [InlineData("""{"name":"a","url":"http://example.org","events":[{"entity":1,"action":1}]}""", "Invalid webhook URL scheme: 'http'. Allowed schemes are: https.")]
    [InlineData("""{"name":"a","url":"file:///etc/passwd","events":[{"entity":1,"action":1}]}""", "Invalid webhook URL")]
    [InlineData("""{"name":"a","url":"example.org","events":[{"entity":1,"action":1}]}""", "must be absolute")]
    [InlineData("""{"name":"a","url":"https://u:p@example.org","events":[{"entity":1,"action":1}]}""", "user name or password")]
    [InlineData("""{"name":"a","url":"https://example.org","events":[{"entity":1,"action":1}],"status":"ASLEEP"}""", "Invalid webhook status 'ASLEEP'")]
    public async Task Create_OutOfTheRules_IsRefusedInWords(string body, string words)
    {
        await using var server = await RunningServer.StartAsync();

        var (status, answer) = await server.PostAsync("webhooks", body);

        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (status, (string?)answer["error_code"]));
        Assert.Contains(words, (string?)answer["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_OfEveryKind_AreToldAsMlflowTellsThem()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await StartAsync();
        await CreateAsync(server, receiver.Url, """
            [{"entity":"REGISTERED_MODEL","action":"CREATED"},{"entity":"MODEL_VERSION","action":"CREATED"},{"entity":"MODEL_VERSION_TAG","action":"SET"},
             {"entity":"MODEL_VERSION_TAG","action":"DELETED"},{"entity":"MODEL_VERSION_ALIAS","action":"CREATED"},{"entity":"MODEL_VERSION_ALIAS","action":"DELETED"}]
            """);

        await TellsAsync("registered-models/create", """{"name":"rm","description":"d","tags":[{"key":"a","value":"b"}]}""", "registered_model", "created", """{"name":"rm","tags":{"a":"b"},"description":"d"}""");
        await TellsAsync(
            "model-versions/create", """{"name":"rm","source":"s3://b/m","tags":[{"key":"a","value":"b"}]}""",
            "model_version", "created", """{"name":"rm","version":"1","source":"s3://b/m","run_id":null,"tags":{"a":"b"},"description":null}""");
        await TellsAsync("model-versions/set-tag", """{"name":"rm","version":"1","key":"k","value":"v"}""", "model_version_tag", "set", """{"name":"rm","version":"1","key":"k","value":"v"}""");
        await TellsAsync("DELETE model-versions/delete-tag", """{"name":"rm","version":"1","key":"k"}""", "model_version_tag", "deleted", """{"name":"rm","version":"1","key":"k"}""");
        await TellsAsync("registered-models/alias", """{"name":"rm","alias":"champ","version":"1"}""", "model_version_alias", "created", """{"name":"rm","alias":"champ","version":"1"}""");
        await TellsAsync("DELETE registered-models/alias", """{"name":"rm","alias":"champ"}""", "model_version_alias", "deleted", """{"name":"rm","alias":"champ"}""");
        await server.PostAsync("registered-models/create", """{"name":"prompt","tags":[{"key":"mlflow.prompt.is_prompt","value":"true"}]}""");
        await server.PostAsync("registered-models/create", """{"name":"rm"}""");   // refused: there is one
        await TellsAsync("registered-models/create", """{"name":"last"}""", "registered_model", "created", """{"name":"last","tags":{},"description":null}""");

        async Task TellsAsync(string route, string body, string entity, string action, string data)
        {
            var (status, _) = route.StartsWith("DELETE ", StringComparison.Ordinal) ? await SendAsync(server, HttpMethod.Delete, route[7..], body) : await server.PostAsync(route, body);
            Assert.Equal(200, status);
            var message = JsonNode.Parse((await receiver.NextAsync()).Body)!;
            Assert.Equal((entity, action, data), ((string)message["entity"]!, (string)message["action"]!, message["data"]!.ToJsonString()));
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$", (string)message["timestamp"]!);
        }
    }

    [Fact]
    public async Task Message_WithSecret_CarriesASignatureThatFits()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await StartAsync();
        await CreateAsync(server, receiver.Url, Created, "s3cret");
        await server.PostAsync("registered-models/create", """{"name":"rm ş"}""");

        var message = await receiver.NextAsync();

        Assert.Equal(("POST", "application/json"), (message.Method, message.ContentType));
        var signed = $"{message.Headers["X-MLflow-Delivery-Id"]}.{message.Headers["X-MLflow-Timestamp"]}.{message.Body}";
        var expected = System.Security.Cryptography.HMACSHA256.HashData("s3cret"u8, Encoding.UTF8.GetBytes(signed));
        Assert.Equal("v1," + Convert.ToBase64String(expected), message.Headers["X-MLflow-Signature"]);
        Assert.InRange(long.Parse(message.Headers["X-MLflow-Timestamp"], System.Globalization.CultureInfo.InvariantCulture), 1_700_000_000, 9_999_999_999);
    }

    [Fact]
    public async Task Test_Call_SendsAnExampleAndTellsTheAnswer()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await StartAsync();
        var id = await CreateAsync(server, receiver.Url, Created);

        receiver.AnswerNext(200, 418, 302);
        var (_, good) = await server.PostAsync($"webhooks/{id}/test", "{}");
        var (_, other) = await server.PostAsync($"webhooks/{id}/test", """{"event":{"entity":"MODEL_VERSION_ALIAS","action":"CREATED"}}""");
        var (_, moved) = await server.PostAsync($"webhooks/{id}/test", "{}");
        var (refused, _) = await server.PostAsync($"webhooks/{id}/test", """{"event":{"entity":"MODEL_VERSION_ALIAS","action":"SET"}}""");

        Assert.Equal("""{"success":true,"response_status":200,"response_body":"thanks"}""", good["result"]!.ToJsonString());
        Assert.Equal((false, 418), ((bool)other["result"]!["success"]!, (int)other["result"]!["response_status"]!));
        Assert.Equal((false, 302), ((bool)moved["result"]!["success"]!, (int)moved["result"]!["response_status"]!));
        Assert.Equal(400, refused);
        Assert.Equal("example_model", (string?)JsonNode.Parse((await receiver.NextAsync()).Body)!["data"]!["name"]);
        Assert.Equal("example_alias", (string?)JsonNode.Parse((await receiver.NextAsync()).Body)!["data"]!["alias"]);
        await receiver.NextAsync();
        Assert.False(receiver.HasMore);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/x")]
    [InlineData("http://localhost:9/x")]
    [InlineData("http://[::1]:9/x")]
    [InlineData("http://[::ffff:10.0.0.1]/x")]
    [InlineData("http://2130706433/x")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    public async Task Test_PrivateAddress_IsNotReached(string url)
    {
        await using var server = await RunningServer.StartAsync(options => options with { AllowHttpWebhooks = true });
        var id = await CreateAsync(server, url, Created);

        var (_, answer) = await server.PostAsync($"webhooks/{id}/test", "{}");

        Assert.Equal(["success", "error_message"], answer["result"]!.AsObject().Select(field => field.Key));
        Assert.Contains("has no public address", (string?)answer["result"]!["error_message"], StringComparison.Ordinal);
    }

    private static Task<RunningServer> StartAsync() => RunningServer.StartAsync(options => options with
    {
        AllowHttpWebhooks = true, AllowPrivateWebhooks = true, WebhookPollInterval = TimeSpan.FromMilliseconds(10),
    });

    private static async Task<string> CreateAsync(RunningServer server, string url, string events, string? secret = null)
    {
        var body = new JsonObject { ["name"] = "hook", ["url"] = url, ["events"] = JsonNode.Parse(events), ["secret"] = secret };
        var (status, answer) = await server.PostAsync("webhooks", body.ToJsonString());
        Assert.True(status == 200, answer.ToJsonString());
        return (string)answer["webhook"]!["webhook_id"]!;
    }

    private static async Task<(int Status, JsonNode Body)> SendAsync(RunningServer server, HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, "/api/2.0/mlflow/" + path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await server.Http.SendAsync(request, Token);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!);
    }

    private static async Task<byte[]> BytesAsync(string database)
    {
        var bytes = new MemoryStream();
        foreach (var path in (string[])[database, database + "-wal"])
        {
            if (File.Exists(path))
            {
                await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                await file.CopyToAsync(bytes, Token);
            }
        }

        return bytes.ToArray();
    }
}
