using Reprise.Core.Errors;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Http;
using Reprise.Tracking.Registry;

namespace Reprise.Server.Tests.Tracking;

public sealed class AuditEndpointsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Audit_OverHttp_IsWhatTheStoreHas()
    {
        await using var server = await RunningServer.StartAsync();
        await using var client = new HttpTrackingClient(new HttpTrackingOptions { Address = server.Address });
        await client.Registry.CreateModelAsync("m", cancellationToken: Token);
        await client.Registry.CreateVersionAsync(new NewModelVersion { Name = "m", Source = "s3://b/1" }, Token);
        await client.Registry.PromoteAsync(new Promotion { Name = "m", Version = 1, Reason = "ok <b>" }, Token);
        await client.Registry.SetAliasAsync("m", "other", 1, Token);

        var page = await client.Audit.SearchAsync(new AuditQuery { Kind = "registered-model", Name = "m", MaxResults = 3 }, Token);
        var rest = await client.Audit.SearchAsync(new AuditQuery { MaxResults = 3, PageToken = page.NextPageToken }, Token);
        var head = await client.Audit.GetHeadAsync(Token);
        var verdict = await client.Audit.VerifyAsync(head, Token);
        var wrong = await client.Audit.VerifyAsync(head with { Sequence = 9 }, Token);
        var history = await client.Registry.GetHistoryAsync(new RegistryHistoryQuery { Name = "m", Alias = "production", MovesOnly = true }, Token);

        Assert.Equal([4, 3, 2], page.Items.Select(record => record.Sequence));
        Assert.Equal(AuditActions.CreateModel, Assert.Single(rest.Items).Action);
        Assert.Equal((page.Items[0].Sequence, page.Items[0].Hash), (head.Sequence, head.Hash));
        Assert.Equal((true, 4L, head), (verdict.IsWhole, verdict.Checked, verdict.Head));
        Assert.Contains("cut off", wrong.Problem, StringComparison.Ordinal);
        Assert.Equal(("production", 1, "ok <b>"), (history.Aliases[0].Alias, history.Aliases[0].Version, history.Aliases[0].Since.Reason));
        Assert.Equal((1, ModelStage.Production), (Assert.Single(history.Stages).Version, history.Stages[0].Stage));
    }

    [Theory]
    [InlineData("audit?max_results=0", "positive")]
    [InlineData("audit?max_results=1001", "at most 1000")]
    [InlineData("audit?page_token=x", "page token")]
    [InlineData("audit?since=yesterday", "since")]
    [InlineData("audit/verify?head=1", "64 hexadecimal digits")]
    [InlineData("registered-models/history", "name")]
    [InlineData("registered-models/history?name=m&at=x", "at")]
    public async Task Audit_WrongQuery_IsRefusedWithItsRule(string path, string words)
    {
        await using var server = await RunningServer.StartAsync();

        using var answer = await server.Http.GetAsync("/api/2.0/reprise/" + path, Token);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_OfAServerOfMlflow_IsNotThere()
    {
        await using var server = await Http.ScriptedServer.StartAsync(Http.ScriptedServer.Status(404, "<h1>Not Found</h1>"));
        await using var client = new HttpTrackingClient(new HttpTrackingOptions { Address = server.Address });

        await Assert.ThrowsAsync<RepriseException>(() => client.Audit.GetHeadAsync(Token));
    }
}
