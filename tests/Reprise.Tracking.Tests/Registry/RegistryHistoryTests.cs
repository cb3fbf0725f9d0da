using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Reprise.Core.Errors;
using Reprise.Tracking.Access;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;

namespace Reprise.Tracking.Tests.Registry;

public sealed class RegistryHistoryTests : IDisposable
{
    private readonly TemporaryHome _home = new();
    private readonly Calendar _calendar = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task History_AtADate_SaysWhichVersionWasLiveAndWhoMovedItWhy()
    {
        await using var client = await _home.OpenAsync(_calendar);
        await LifeAsync(client);

        var june = await HistoryAsync(client, "2026-06-15");
        var august = await HistoryAsync(client, "2026-08-15");
        var now = await client.Registry.GetHistoryAsync(new RegistryHistoryQuery { Name = "moods", Alias = "production" }, Token);
        var before = await HistoryAsync(client, "2025-12-31");

        var live = Assert.Single(june.Aliases);
        Assert.Equal(("production", 1, "promote", "ada", "first release", "passed"), (live.Alias, live.Version, live.Since.Action, live.Since.Actor, live.Since.Reason, live.Since.Gate));
        Assert.Equal((2, "promote", "failed"), (august.Aliases[0].Version, august.Aliases[0].Since.Action, august.Aliases[0].Since.Gate));
        Assert.Equal([(1, ModelStage.Archived), (2, ModelStage.Production)], august.Stages.Select(stage => (stage.Version, stage.Stage)));
        Assert.Equal((1, "rollback", "bob", "wrong on live recordings"), (now.Aliases[0].Version, now.Aliases[0].Since.Action, now.Aliases[0].Since.Actor, now.Aliases[0].Since.Reason));
        Assert.Equal(["rollback", "promote", "promote", "create"], now.Events.Select(change => change.Action));
        Assert.Equal([2, 1, null, null], now.Events.Select(change => change.Previous));
        Assert.Empty(before.Aliases);
        Assert.Contains("was registered at 2026-01-01", Assert.Single(before.Notes), StringComparison.Ordinal);
        Assert.Empty(now.Notes);
    }

    [Fact]
    public async Task History_AliasOrStageMovedByItself_IsRecordedAndTheDisagreementSaid()
    {
        await using var client = await _home.OpenAsync(_calendar);
        await LifeAsync(client);
        await client.Registry.TransitionStageAsync("moods", 2, "Production", archiveExistingVersions: false, Token);
        var both = await client.Registry.GetHistoryAsync(new RegistryHistoryQuery { Name = "moods" }, Token);
        await client.Registry.SetAliasAsync("moods", "production", 2, Token);
        var disagreed = await client.Registry.GetHistoryAsync(new RegistryHistoryQuery { Name = "moods" }, Token);
        await client.Registry.TransitionStageAsync("moods", 1, "Archived", archiveExistingVersions: false, Token);
        var agreed = await client.Registry.GetHistoryAsync(new RegistryHistoryQuery { Name = "moods" }, Token);

        Assert.Equal(("stage", "Archived", "Production"), (both.Events[0].Action, both.Events[0].FromStage, both.Events[0].Stage));
        Assert.Contains("names version 1, the stage Production holds versions 1, 2", Assert.Single(both.Notes), StringComparison.Ordinal);
        Assert.Equal(("set-alias", 2, 1), (disagreed.Events[0].Action, disagreed.Events[0].Version, disagreed.Events[0].Previous));
        Assert.Contains("names version 2", Assert.Single(disagreed.Notes), StringComparison.Ordinal);
        Assert.Empty(agreed.Notes);
    }

    [Fact]
    public async Task History_ThroughARenaming_GoesBackToTheStart()
    {
        await using var client = await _home.OpenAsync(_calendar);
        await LifeAsync(client);
        await client.Registry.RenameModelAsync("moods", "feelings", Token);
        await client.Registry.CreateModelAsync("moods", cancellationToken: Token);

        var renamed = await client.Registry.GetHistoryAsync(new RegistryHistoryQuery { Name = "feelings" }, Token);
        var other = await client.Registry.GetHistoryAsync(new RegistryHistoryQuery { Name = "moods" }, Token);

        Assert.Equal(("rename", "moods"), (renamed.Events[0].Action, renamed.Events[0].From));
        Assert.Equal("create", renamed.Events[^1].Action);
        Assert.Equal(1, Assert.Single(renamed.Aliases).Version);
        Assert.Equal(["create"], other.Events.Select(change => change.Action));
        Assert.Empty(other.Aliases);
    }

    [Fact]
    public async Task History_Pages_AreWholeAndMovesLeaveOutWords()
    {
        await using var client = await _home.OpenAsync(_calendar);
        await LifeAsync(client);
        var pages = new List<long>();
        string? token = null;
        do
        {
            var page = await client.Registry.GetHistoryAsync(new RegistryHistoryQuery { Name = "moods", MaxResults = 2, PageToken = token }, Token);
            pages.AddRange(page.Events.Select(change => change.Sequence));
            token = page.NextPageToken;
        }
        while (token is not null);
        var moves = await client.Registry.GetHistoryAsync(new RegistryHistoryQuery { Name = "moods", MovesOnly = true }, Token);

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], pages);
        Assert.DoesNotContain(moves.Events, change => change.Action == "set-tag");
    }

    [Fact]
    public async Task History_OfADeletedModel_IsKept()
    {
        await using var client = await _home.OpenAsync(_calendar);
        await LifeAsync(client);
        await client.Registry.DeleteModelAsync("moods", Token);

        var history = await client.Registry.GetHistoryAsync(new RegistryHistoryQuery { Name = "moods" }, Token);

        Assert.Equal("delete", history.Events[0].Action);
        Assert.Empty(history.Aliases);
        Assert.Equal(2, (await HistoryAsync(client, "2026-08-15")).Aliases[0].Version);
        await Refusal.IsAsync(
            ErrorCode.ResourceDoesNotExist,
            "Registered Model with name=none not found, and no record tells of one",
            () => client.Registry.GetHistoryAsync(new RegistryHistoryQuery { Name = "none" }, Token));
    }

    [Fact]
    public async Task History_ChangedByAnotherProgram_SaysSo()
    {
        await using var client = await _home.OpenAsync(_calendar);
        await LifeAsync(client);
        await using (var foreign = new SqliteConnection($"Data Source={_home.Database};Pooling=False"))
        {
            foreign.Execute("UPDATE registered_model_aliases SET version = 2; INSERT INTO registered_models (name) VALUES ('theirs')");
        }

        var history = await client.Registry.GetHistoryAsync(new RegistryHistoryQuery { Name = "moods" }, Token);
        var theirs = await client.Registry.GetHistoryAsync(new RegistryHistoryQuery { Name = "theirs" }, Token);

        Assert.Contains("The alias 'production' is on version 2, and the records say version 1", Assert.Single(history.Notes), StringComparison.Ordinal);
        Assert.StartsWith("No record tells of 'theirs'", Assert.Single(theirs.Notes), StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();

    private async Task LifeAsync(LocalTrackingClient client)
    {
        using var ada = Actor.Use(new Actor("ada", ActorKind.User));
        _calendar.Date = "2026-01-01";
        await client.Registry.CreateModelAsync("moods", cancellationToken: Token);
        await client.Registry.SetModelTagAsync("moods", new Tag("k", "v"), Token);
        await client.Registry.CreateVersionAsync(new NewModelVersion { Name = "moods", Source = "s3://b/1", Tags = [new Tag("reprise.gate", "passed")] }, Token);
        await client.Registry.CreateVersionAsync(new NewModelVersion { Name = "moods", Source = "s3://b/2", Tags = [new Tag("reprise.gate", "failed")] }, Token);
        _calendar.Date = "2026-06-01";
        await client.Registry.PromoteAsync(new Promotion { Name = "moods", Version = 1, Reason = "first release" }, Token);
        _calendar.Date = "2026-08-01";
        await client.Registry.PromoteAsync(new Promotion { Name = "moods", Version = 2 }, Token);
        _calendar.Date = "2026-09-01";
        using var bob = Actor.Use(new Actor("bob", ActorKind.User));
        await client.Registry.RollbackAsync("moods", reason: "wrong on live recordings", cancellationToken: Token);
    }

    private static Task<RegistryHistory> HistoryAsync(LocalTrackingClient client, string date) =>
        client.Registry.GetHistoryAsync(new RegistryHistoryQuery { Name = "moods", At = Calendar.Parse(date).ToUnixTimeMilliseconds() }, Token);

    /// <summary>A clock that stands on a date until it is turned.</summary>
    private sealed class Calendar : TimeProvider
    {
        public string Date { get; set; } = "2026-01-01";

        public static DateTimeOffset Parse(string date) =>
            DateTimeOffset.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        public override DateTimeOffset GetUtcNow() => Parse(Date);
    }
}
