using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Reprise.Server.Tests.Tracking;

/// <summary>Calls the REST API as any program would.</summary>
internal static class Rest
{
    private const string Api = "/api/2.0/mlflow/";

    public static async Task<(int Status, JsonNode Body)> GetAsync(this RunningServer server, string path)
    {
        using var response = await server.Http.GetAsync(Api + path, TestContext.Current.CancellationToken);
        return await ReadAsync(response);
    }

    public static async Task<(int Status, JsonNode Body)> PostAsync(
        this RunningServer server, string path, string body, string? contentType = "application/json")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        using var response = await server.Http.PostAsync(Api + path, content, TestContext.Current.CancellationToken);
        return await ReadAsync(response);
    }

    public static async Task<string> CreateRunAsync(this RunningServer server)
    {
        var (_, body) = await server.PostAsync("runs/create", """{"experiment_id":"0"}""");
        return (string)body["run"]!["info"]!["run_id"]!;
    }

    private static async Task<(int Status, JsonNode Body)> ReadAsync(HttpResponseMessage response) => (
        (int)response.StatusCode,
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
}
