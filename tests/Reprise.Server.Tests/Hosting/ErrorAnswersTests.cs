using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Reprise.Server.Tests.Hosting;

public sealed class ErrorAnswersTests
{
    [Fact]
    public async Task Fault_OfTheServer_TellsAnIdAndNoInternals()
    {
        await using var server = await RunningServer.StartAsync();
        await BreakDatabaseAsync(server.Home);

        using var response = await server.Http.GetAsync("/api/2.0/mlflow/experiments/get?experiment_id=0", TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.StartsWith("""{"error_code":"INTERNAL_ERROR","message":"The server failed to answer this request. Its log has the details under the id """, body, StringComparison.Ordinal);
        Assert.DoesNotContain("SQL", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" at ", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_ForABrowser_IsAPageThatEscapes()
    {
        await using var server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/get-artifact?path=x&run_id=%3Cscript%3E");
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml");

        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("Run with id=&lt;script&gt; not found", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_BeyondTheLimit_Is413InJson()
    {
        await using var server = await RunningServer.StartAsync(options => options with { MaxRequestBytes = 1000 });
        using var content = new StringContent($$"""{"name":"{{new string('x', 2000)}}"}""", Encoding.UTF8, "application/json");

        using var response = await server.Http.PostAsync("/api/2.0/mlflow/experiments/create", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("larger than this server accepts", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task BreakDatabaseAsync(string home)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(home, "mlflow.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA foreign_keys=OFF; ALTER TABLE experiments RENAME TO elsewhere";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
