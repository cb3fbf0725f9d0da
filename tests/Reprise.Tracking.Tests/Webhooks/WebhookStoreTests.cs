using Reprise.Core.Errors;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Webhooks;

namespace Reprise.Tracking.Tests.Webhooks;

public sealed class WebhookStoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TemporaryStore.Databases), MemberType = typeof(TemporaryStore))]
    public async Task Outbox_FromChangeToDelivery_KeepsEveryStep(string database)
    {
        using var store = await TemporaryStore.CreateAsync(database);
        await using var client = await store.OpenAsync();
        var webhook = await client.Webhooks.CreateAsync(
            new WebhookChange { Name = "w", Url = "https://example.org/", Events = [WebhookEvent.AliasCreated, WebhookEvent.VersionCreated], Secret = "s3cret" }, Token);
        await client.Registry.CreateModelAsync("m", cancellationToken: Token);
        await client.Registry.CreateVersionAsync(new NewModelVersion { Name = "m", Source = "s3://b/m" }, Token);
        await client.Registry.SetAliasAsync("m", "champ", 1, Token);

        var due = await client.WebhookOutbox.TakeAsync(10, TimeSpan.FromMinutes(1), Token);
        Assert.Equal(["model_version.created", "model_version_alias.created"], due.Select(delivery => delivery.Event));
        Assert.Empty(await client.WebhookOutbox.TakeAsync(10, TimeSpan.FromMinutes(1), Token));
        await client.WebhookOutbox.DoneAsync(due[0], Token);
        await client.WebhookOutbox.FailedAsync(due[1], TimeSpan.FromSeconds(-1), 503, "busy", Token);
        var again = Assert.Single(await client.WebhookOutbox.TakeAsync(10, TimeSpan.FromMinutes(1), Token));
        await client.WebhookOutbox.FailedAsync(again, null, null, "gone", Token);
        await client.WebhookOutbox.PruneAsync(Token);

        Assert.Equal((2, 503, "busy"), (again.Attempts, again.HttpStatus, again.Problem));
        Assert.Equal((true, "gone"), Assert.Single(await client.Webhooks.DeliveriesAsync(webhook.Id, Token)) is var failed ? (failed.HasFailed, failed.Problem) : default);
        Assert.Equal("s3cret", await client.Webhooks.SecretAsync(webhook.Id, Token));
    }

    [Theory]
    [MemberData(nameof(TemporaryStore.Databases), MemberType = typeof(TemporaryStore))]
    public async Task Webhooks_CreateChangeDelete_AreKept(string database)
    {
        using var store = await TemporaryStore.CreateAsync(database);
        await using var client = await store.OpenAsync();
        var created = await client.Webhooks.CreateAsync(
            new WebhookChange { Name = "a", Url = "https://example.org/a", Events = [WebhookEvent.ModelCreated] }, Token);
        await client.Webhooks.CreateAsync(new WebhookChange { Name = "b", Url = "https://example.org/b", Events = [WebhookEvent.ModelCreated] }, Token);
        var changed = await client.Webhooks.UpdateAsync(
            created.Id, new WebhookChange { Description = "d", IsActive = false, Events = [WebhookEvent.AliasDeleted, WebhookEvent.AliasCreated] }, Token);
        var page = await client.Webhooks.ListAsync(1, cancellationToken: Token);
        await client.Webhooks.DeleteAsync(created.Id, Token);

        Assert.Equal(("a", "d", false), (changed.Name, changed.Description, changed.IsActive));
        Assert.Equal([WebhookEvent.AliasCreated, WebhookEvent.AliasDeleted], changed.Events);
        Assert.Equal("b", Assert.Single(page.Items).Name);
        Assert.NotNull(page.NextPageToken);
        Assert.Equal("b", Assert.Single((await client.Webhooks.ListAsync(cancellationToken: Token)).Items).Name);
        Assert.Null(await client.Webhooks.SecretAsync(created.Id, Token));
        Assert.Equal(ErrorCode.ResourceDoesNotExist, (await Assert.ThrowsAsync<RepriseException>(() => client.Webhooks.GetAsync(created.Id, Token))).Code);
        Assert.Equal(ErrorCode.InvalidParameterValue, (await Assert.ThrowsAsync<RepriseException>(() => client.Webhooks.ListAsync(0, cancellationToken: Token))).Code);
    }
}
