using Dapper;
using Microsoft.Data.Sqlite;
using Reprise.Core.Errors;
using Reprise.Tracking.Access;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Tests.Audit;

public sealed class AuditTrailTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, long> Tampering => new()
    {
        { "UPDATE reprise_audit SET actor = 'somebody' WHERE sequence = 2", "Record 2 (experiment.rename of '1') was changed after it was written", 2 },
        { "UPDATE reprise_audit SET detail = '{}' WHERE sequence = 1", "Record 1 (experiment.create of '1') was changed", 1 },
        { "UPDATE reprise_audit SET time = time + 1 WHERE sequence = 3", "Record 3", 3 },
        { "DELETE FROM reprise_audit WHERE sequence = 2", "Record 2 is missing: after record 1 comes record 3", 3 },
        { "DELETE FROM reprise_audit WHERE sequence = 1", "Record 1 is missing", 2 },
        { "UPDATE reprise_audit SET hash = previous_hash WHERE sequence = 2", "Record 2", 2 },
        { "UPDATE reprise_audit SET previous_hash = hash WHERE sequence = 3", "does not follow record 2", 3 },
        { "UPDATE reprise_audit SET sequence = -sequence WHERE sequence IN (1, 2); UPDATE reprise_audit SET sequence = 3 + sequence WHERE sequence < 0", "Record 1", 1 },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task Verify_RecordTamperedWith_NamesTheFirstBrokenLink(string sql, string words, long at)
    {
        await using var client = await FilledAsync();
        Execute(sql);

        var verdict = await client.Audit.VerifyAsync(cancellationToken: Token);

        Assert.False(verdict.IsWhole);
        Assert.Contains(words, verdict.Problem, StringComparison.Ordinal);
        Assert.Equal(at, verdict.BrokenAt);
        Assert.NotEqual(verdict.Expected, verdict.Actual);
    }

    [Fact]
    public async Task Verify_EndCutOff_ShowsAgainstTheNoteAndAgainstAKeptHead()
    {
        await using var client = await FilledAsync();
        var kept = await client.Audit.GetHeadAsync(Token);
        Assert.True((await client.Audit.VerifyAsync(kept, Token)).IsWhole);

        Execute("DELETE FROM reprise_audit WHERE sequence = 3");
        var careless = await client.Audit.VerifyAsync(cancellationToken: Token);
        Execute("UPDATE reprise_audit_head SET head = (SELECT sequence || ':' || hash FROM reprise_audit ORDER BY sequence DESC LIMIT 1)");
        var careful = await client.Audit.VerifyAsync(cancellationToken: Token);
        var against = await client.Audit.VerifyAsync(kept, Token);

        Assert.Contains("the database notes another end", careless.Problem, StringComparison.Ordinal);
        Assert.True(careful.IsWhole);   // nothing in the database tells: that is what the kept head is for
        Assert.Contains("The end was cut off: the kept head is record 3, and the trail ends at record 2.", against.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_TrailWrittenAnew_IsNotTheOneOfTheKeptHead()
    {
        await using var client = await FilledAsync();
        var head = await client.Audit.GetHeadAsync(Token);

        var verdict = await client.Audit.VerifyAsync(head with { Hash = new string('a', 64) }, Token);
        await client.Experiments.CreateAsync("later", cancellationToken: Token);

        Assert.Equal(3, verdict.BrokenAt);
        Assert.Contains("written anew", verdict.Problem, StringComparison.Ordinal);
        Assert.True((await client.Audit.VerifyAsync(head, Token)).IsWhole);   // a head kept earlier is found on the way
    }

    [Fact]
    public void Hash_OfAKnownRecord_IsWhatTheDocumentsPythonComputes()
    {
        // python3: the function in docs/audit.md over the same fields.
        var record = new AuditRecord
        {
            Sequence = 1, Time = 1700000000000, Actor = "zoë", ActorKind = "User", KeyPrefix = "", Action = "experiment.create", Kind = "experiment", Name = "1",
            Detail = """{"name":"first"}""", PreviousHash = AuditHead.Empty.Hash, Hash = "",
        };

        Assert.Equal("5c304ea480b755e0a41f1fb1d3a774fe86844c0943b644952731c827768e54ef", AuditHash.Of(record));
    }

    [Fact]
    public async Task Changes_OfEveryKind_AreRecordedWithWhoAndWhat()
    {
        await using var client = await _home.OpenAsync();
        using (Actor.Use(new Actor("ada", ActorKind.User) { KeyPrefix = "rk_1" }))
        {
            var experiment = await client.Experiments.CreateAsync("e", cancellationToken: Token);
            await client.Experiments.RenameAsync(experiment, "f", Token);
            await client.Experiments.SetTagAsync(experiment, new Tag("k", "v"), Token);
            await client.Experiments.DeleteTagAsync(experiment, "k", Token);
            var run = (await client.Runs.CreateAsync(new NewRun { ExperimentId = experiment, Name = "r" }, Token)).Info.RunId;
            await client.Runs.LogBatchAsync(run, [new Metric("m", 1, 1)], [new Param("p", "1")], [new Tag("t", "1")], Token);
            await client.Runs.UpdateAsync(run, name: "s", cancellationToken: Token);
            await client.Runs.SetTagAsync(run, new Tag("mlflow.runName", "t"), Token);
            await client.Runs.DeleteAsync(run, Token);
            await client.Runs.DeleteAsync(run, Token);   // deleted already: nothing changes
            await client.Runs.RestoreAsync(run, Token);
            await client.Experiments.DeleteAsync(experiment, Token);
            await client.Experiments.RestoreAsync(experiment, Token);
            await client.Registry.CreateModelAsync("m", "words", [new Tag("a", "b")], Token);
            await client.Registry.CreateVersionAsync(new NewModelVersion { Name = "m", Source = "s3://b/1", Tags = [new Tag("reprise.gate", "passed")] }, Token);
            await client.Registry.UpdateVersionAsync("m", 1, "d", Token);
            await client.Registry.SetVersionTagAsync("m", 1, new Tag("x", "y"), Token);
            await client.Registry.DeleteVersionTagAsync("m", 1, "x", Token);
            await client.Registry.TransitionStageAsync("m", 1, "Staging", false, Token);
            await client.Registry.TransitionStageAsync("m", 1, "Staging", false, Token);   // there already
            await client.Registry.SetAliasAsync("m", "a", 1, Token);
            await client.Registry.SetAliasAsync("m", "a", 1, Token);   // there already
            await client.Registry.DeleteAliasAsync("m", "a", Token);
            await client.Registry.DeleteAliasAsync("m", "a", Token);   // gone already
            await client.Registry.PromoteAsync(new Promotion { Name = "m", Version = 1, Reason = "good" }, Token);
            await client.Registry.UpdateModelAsync("m", "more", Token);
            await client.Registry.SetModelTagAsync("m", new Tag("k", "v"), Token);
            await client.Registry.DeleteModelTagAsync("m", "k", Token);
            await client.Registry.RenameModelAsync("m", "n", Token);
            await client.Registry.DeleteVersionAsync("n", 1, Token);
            await client.Registry.DeleteModelAsync("n", Token);
        }

        var records = (await client.Audit.SearchAsync(new AuditQuery { MaxResults = 1000 }, Token)).Items.Reverse().ToList();

        Assert.Equal(
            [
                "experiment.create", "experiment.rename", "experiment.set-tag", "experiment.delete-tag", "run.create", "run.rename", "run.rename", "run.delete", "run.restore",
                "experiment.delete", "experiment.restore", "registered-model.create", "registered-model.create-version", "registered-model.update-version",
                "registered-model.set-version-tag", "registered-model.delete-version-tag", "registered-model.stage", "registered-model.set-alias",
                "registered-model.delete-alias", "registered-model.promote", "registered-model.update", "registered-model.set-tag", "registered-model.delete-tag",
                "registered-model.rename", "registered-model.delete-version", "registered-model.delete",
            ],
            records.Select(record => record.Action));
        Assert.All(records, record => Assert.Equal(("ada", "User", "rk_1"), (record.Actor, record.ActorKind, record.KeyPrefix)));
        Assert.Equal("""{"from":"e","to":"f"}""", records[1].Detail);
        Assert.Equal(
            """{"version":1,"alias":"production","from_stage":"Staging","stage":"Production","archived":[],"gate":"passed","reason":"good"}""",
            records.Single(record => record.Action == AuditActions.Promote).Detail);
        Assert.True((await client.Audit.VerifyAsync(cancellationToken: Token)).IsWhole);
    }

    [Fact]
    public async Task Change_ThatFails_LeavesNoRecord()
    {
        await using var client = await FilledAsync();

        await Assert.ThrowsAsync<RepriseException>(() => client.Experiments.CreateAsync("renamed", cancellationToken: Token));
        await Assert.ThrowsAsync<RepriseException>(() => client.Registry.SetAliasAsync("none", "a", 1, Token));

        Assert.Equal(3, (await client.Audit.GetHeadAsync(Token)).Sequence);
    }

    [Fact]
    public async Task Changes_OfTwoProcessesAtOnce_MakeOneChain()
    {
        await using var one = await _home.OpenAsync();
        await using var other = await _home.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? one : other).Experiments.CreateAsync($"e{i}", cancellationToken: Token)));

        var verdict = await one.Audit.VerifyAsync(cancellationToken: Token);
        Assert.Equal((true, 60L), (verdict.IsWhole, verdict.Checked));
    }

    [Fact]
    public async Task Search_FiltersAndPages_NewestFirst()
    {
        await using var client = await FilledAsync();

        var first = await client.Audit.SearchAsync(new AuditQuery { MaxResults = 2 }, Token);
        await client.Experiments.CreateAsync("meanwhile", cancellationToken: Token);
        var second = await client.Audit.SearchAsync(new AuditQuery { MaxResults = 2, PageToken = first.NextPageToken }, Token);

        Assert.Equal([3, 2], first.Items.Select(record => record.Sequence));
        Assert.Equal([1], second.Items.Select(record => record.Sequence));
        Assert.Null(second.NextPageToken);
        Assert.Equal([2], (await client.Audit.SearchAsync(new AuditQuery { Kind = "experiment", Name = "1", Action = "experiment.rename" }, Token)).Items.Select(record => record.Sequence));
        Assert.Empty((await client.Audit.SearchAsync(new AuditQuery { Actor = "nobody" }, Token)).Items);
        Assert.Empty((await client.Audit.SearchAsync(new AuditQuery { Until = first.Items[^1].Time - 1000, Since = first.Items[0].Time }, Token)).Items);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("x:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("1:00")]
    [InlineData("-1:0000000000000000000000000000000000000000000000000000000000000000")]
    public void Head_OfAnotherForm_IsRefusedWithTheForm(string text) =>
        Assert.Contains("a number, a colon and 64 hexadecimal digits", Assert.Throws<RepriseException>(() => AuditHead.Parse(text)).Message, StringComparison.Ordinal);

    public void Dispose() => _home.Dispose();

    private async Task<LocalTrackingClient> FilledAsync()
    {
        var client = await _home.OpenAsync();
        var id = await client.Experiments.CreateAsync("first", cancellationToken: Token);
        await client.Experiments.RenameAsync(id, "renamed", Token);
        await client.Experiments.DeleteAsync(id, Token);
        return client;
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_home.Database};Pooling=False");
        connection.Execute(sql);
    }
}
