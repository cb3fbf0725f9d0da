using System.Text.Json;
using Microsoft.Data.Sqlite;
using Reprise.Cli.Tests.Shell;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;

namespace Reprise.Cli.Tests.Audit;

public sealed class AuditCommandsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trail_OfAPromotion_IsListedAnsweredAndVerified()
    {
        using var folder = new TemporaryFolder();
        await FillAsync(folder.Path);

        var list = await RunAsync(folder, "audit", "list", "--kind", "registered-model", "--json");
        var head = await RunAsync(folder, "audit", "head");
        var whole = await RunAsync(folder, "audit", "verify", "--head", head.Output.Trim());
        var history = await RunAsync(folder, "models", "history", "m", "--alias", "production", "--at", "2100-01-01", "--json");
        var words = await RunAsync(folder, "models", "history", "m");
        Tamper(folder.Path, "UPDATE reprise_audit SET actor = 'nobody' WHERE sequence = 2");
        var broken = await RunAsync(folder, "audit", "verify", "--json");

        using var records = JsonDocument.Parse(list.Output);
        Assert.Equal("registered-model.promote", records.RootElement[0].GetProperty("action").GetString());
        Assert.Equal(Environment.UserName, records.RootElement[0].GetProperty("actor").GetString());
        Assert.Equal(0, whole.ExitCode);
        Assert.Contains("The trail is whole: 3 records.", whole.Output, StringComparison.Ordinal);
        using var answer = JsonDocument.Parse(history.Output);
        var live = answer.RootElement.GetProperty("aliases")[0];
        Assert.Equal((1, "better"), (live.GetProperty("version").GetInt32(), live.GetProperty("since").GetProperty("reason").GetString()));
        Assert.Contains("version 1 promoted to @production, Production", words.Output, StringComparison.Ordinal);
        using var verdict = JsonDocument.Parse(broken.Output);
        Assert.Equal(1, broken.ExitCode);
        Assert.Equal(2, verdict.RootElement.GetProperty("broken_at").GetInt32());
    }

    [Theory]
    [InlineData("audit", "list", "--since", "yesterday", "--since takes a date such as 2026-03-01")]
    [InlineData("models", "history", "m", "--at=03/01/2026", "--at takes a date such as 2026-03-01")]
    [InlineData("audit", "verify", "--head", "12", "a number, a colon and 64 hexadecimal digits")]
    public async Task Option_OfAnotherForm_IsRefusedWithTheForm(string a, string b, string c, string d, string words)
    {
        var outcome = await RepriseProcess.RunAsync(a, b, c, d);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(words, outcome.Error, StringComparison.Ordinal);
    }

    private static Task<ProcessOutcome> RunAsync(TemporaryFolder home, params string[] arguments) => RepriseProcess.RunAsync([.. arguments, "--home", home.Path]);

    private static async Task FillAsync(string home)
    {
        await using var client = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = home }, Token);
        await client.Registry.CreateModelAsync("m", cancellationToken: Token);
        await client.Registry.CreateVersionAsync(new NewModelVersion { Name = "m", Source = "s3://b/1" }, Token);
        await client.Registry.PromoteAsync(new Promotion { Name = "m", Version = 1, Reason = "better" }, Token);
    }

    private static void Tamper(string home, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(home, LocalTrackingClient.DatabaseFile)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
