using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Reprise.Server.Hosting;
using Reprise.Server.Webhooks;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Webhooks;

namespace Reprise.Server.Tests.Webhooks;

/// <summary>Delivery under a clock that the test moves, against a real receiver.</summary>
public sealed class WebhookDispatcherTests : IAsyncLifetime
{
    private readonly TemporaryFolder _home = new();
    private readonly MovedTime _time = new();
    private LocalTrackingClient _tracking = null!;
    private WebhookReceiver _receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RepriseServerOptions Options => new() { Home = _home.Path, AllowHttpWebhooks = true, AllowPrivateWebhooks = true, TimeProvider = _time, WebhookTimeout = TimeSpan.FromSeconds(5) };

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _tracking.DisposeAsync();
        await _receiver.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task Deliver_ReceiverFails_IsTriedAgainLaterWithTheSameIdUntilItArrives()
    {
        var webhook = await SubscribeAsync();
        await _tracking.Registry.CreateModelAsync("m", cancellationToken: Token);
        _receiver.AnswerNext(503, 429);

        Assert.Equal(1, await DeliverAsync());
        Assert.Equal(0, await DeliverAsync());   // not yet
        var waiting = Assert.Single(await _tracking.Webhooks.DeliveriesAsync(webhook.Id, Token));
        _time.Move(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await DeliverAsync());
        _time.Move(TimeSpan.FromSeconds(4));
        Assert.Equal(1, await DeliverAsync());
        _time.Move(TimeSpan.FromDays(1));
        Assert.Equal(0, await DeliverAsync());

        Assert.Equal((1, 503, "The receiver answered 503.", false), (waiting.Attempts, waiting.HttpStatus, waiting.Problem, waiting.HasFailed));
        var messages = new[] { await _receiver.NextAsync(), await _receiver.NextAsync(), await _receiver.NextAsync() };
        Assert.Single(messages.Select(message => message.Headers["X-MLflow-Delivery-Id"]).Distinct());
        Assert.Single(messages.Select(message => message.Body).Distinct());
        Assert.Equal(3, messages.Select(message => message.Headers["X-MLflow-Timestamp"]).Distinct().Count());
        Assert.Empty(await _tracking.Webhooks.DeliveriesAsync(webhook.Id, Token));
    }

    [Fact]
    public async Task Deliver_ReceiverAsksToWait_IsLeftAloneSoLong()
    {
        await SubscribeAsync();
        await _tracking.Registry.CreateModelAsync("m", cancellationToken: Token);
        _receiver.Answers.Enqueue(response =>
        {
            response.StatusCode = 429;
            response.Headers.RetryAfter = "60";
        });
        await DeliverAsync();

        _time.Move(TimeSpan.FromSeconds(59));
        Assert.Equal(0, await DeliverAsync());
        _time.Move(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await DeliverAsync());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(301)]
    public async Task Deliver_ReceiverRefuses_IsGivenUpAtOnceAndForgottenAfterAWeek(int status)
    {
        var webhook = await SubscribeAsync();
        await _tracking.Registry.CreateModelAsync("m", cancellationToken: Token);
        _receiver.AnswerNext(status);
        await DeliverAsync();

        var failed = Assert.Single(await _tracking.Webhooks.DeliveriesAsync(webhook.Id, Token));
        _time.Move(TimeSpan.FromDays(8));
        Assert.Equal(0, await DeliverAsync());

        Assert.Equal((true, status), (failed.HasFailed, failed.HttpStatus));
        Assert.Empty(await _tracking.Webhooks.DeliveriesAsync(webhook.Id, Token));
    }

    [Fact]
    public async Task Deliver_NobodyThere_IsGivenUpAfterTheLastAttempt()
    {
        var webhook = await SubscribeAsync();
        await _receiver.DisposeAsync();
        await _tracking.Registry.CreateModelAsync("m", cancellationToken: Token);
        for (var attempt = 1; attempt <= WebhookDispatcher.MostAttempts; attempt++)
        {
            Assert.Equal(1, await DeliverAsync());
            _time.Move(TimeSpan.FromMinutes(15));
        }

        Assert.Equal(0, await DeliverAsync());
        var failed = Assert.Single(await _tracking.Webhooks.DeliveriesAsync(webhook.Id, Token));
        Assert.Equal((true, WebhookDispatcher.MostAttempts, null), (failed.HasFailed, failed.Attempts, failed.HttpStatus));
        Assert.NotEmpty(failed.Problem!);
    }

    [Fact]
    public async Task Outbox_AfterARestart_StillHasWhatWasAcknowledged()
    {
        await SubscribeAsync();
        await _tracking.Registry.CreateModelAsync("m", cancellationToken: Token);
        await _tracking.DisposeAsync();
        await OpenAsync();

        Assert.Equal(1, await DeliverAsync());
        using var message = JsonDocument.Parse((await _receiver.NextAsync()).Body);
        Assert.Equal("m", message.RootElement.GetProperty("data").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Outbox_DispatcherThatDied_IsFollowedByAnotherAfterTheLease()
    {
        await SubscribeAsync();
        await _tracking.Registry.CreateModelAsync("m", cancellationToken: Token);

        Assert.Single(await _tracking.WebhookOutbox.TakeAsync(10, TimeSpan.FromSeconds(10), Token));
        Assert.Empty(await _tracking.WebhookOutbox.TakeAsync(10, TimeSpan.FromSeconds(10), Token));
        _time.Move(TimeSpan.FromSeconds(10));
        Assert.Equal(2, Assert.Single(await _tracking.WebhookOutbox.TakeAsync(10, TimeSpan.FromSeconds(10), Token)).Attempts);
    }

    [Fact]
    public async Task Outbox_DisabledDeletedOrOtherEvents_StaysEmpty()
    {
        var disabled = await SubscribeAsync();
        var deleted = await SubscribeAsync();
        await SubscribeAsync(WebhookEvent.AliasDeleted);
        await _tracking.Webhooks.UpdateAsync(disabled.Id, new WebhookChange { IsActive = false }, Token);
        await _tracking.Registry.CreateModelAsync("waits", cancellationToken: Token);
        await _tracking.Webhooks.DeleteAsync(deleted.Id, Token);   // with what it was still to be told
        await _tracking.Registry.CreateModelAsync("m", cancellationToken: Token);

        Assert.Equal(0, await DeliverAsync());
    }

    [Fact]
    public async Task Outbox_RefusedChange_TellsNothing()
    {
        await SubscribeAsync();
        await _tracking.Registry.CreateModelAsync("m", cancellationToken: Token);
        await Assert.ThrowsAsync<Reprise.Core.Errors.RepriseException>(() => _tracking.Registry.CreateModelAsync("m", cancellationToken: Token));

        Assert.Equal(1, await DeliverAsync());
        Assert.Equal(0, await DeliverAsync());
    }

    [Fact]
    public async Task Promote_ThenRollback_TellsOfTheAlias()
    {
        await SubscribeAsync(WebhookEvent.AliasCreated);
        await _tracking.Registry.CreateModelAsync("m", cancellationToken: Token);
        for (var version = 1; version <= 2; version++)
        {
            await _tracking.Registry.CreateVersionAsync(new NewModelVersion { Name = "m", Source = "s3://b/m" }, Token);
            await _tracking.Registry.PromoteAsync(new Promotion { Name = "m", Version = version }, Token);
            _time.Move(TimeSpan.FromMilliseconds(1));
        }

        await _tracking.Registry.RollbackAsync("m", cancellationToken: Token);

        Assert.Equal(3, await DeliverAsync());
        var told = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var message = JsonDocument.Parse((await _receiver.NextAsync()).Body);
            told.Add(message.RootElement.GetProperty("data").GetProperty("version").GetString()!);
        }

        Assert.Equal(["1", "1", "2"], told.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1, null, 1)]
    [InlineData(2, null, 4)]
    [InlineData(3, 5, 16)]
    [InlineData(3, 50, 50)]
    [InlineData(7, null, 900)]
    [InlineData(1, 86_400, 900)]
    [InlineData(1, -5, 1)]
    public void WaitAfter_Attempt_GrowsToALimit(int attempt, int? asked, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), WebhookDispatcher.WaitAfter(attempt, asked is { } wait ? TimeSpan.FromSeconds(wait) : null));

    [Fact]
    public void WaitAfter_LastAttempt_IsNone() => Assert.Null(WebhookDispatcher.WaitAfter(WebhookDispatcher.MostAttempts, null));

    private async Task OpenAsync()
    {
        _tracking = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = _home.Path, TimeProvider = _time }, Token);
        _tracking.Webhooks.AllowHttp = true;
    }

    private Task<Webhook> SubscribeAsync(WebhookEvent? happened = null) => _tracking.Webhooks.CreateAsync(
        new WebhookChange { Name = "w", Url = _receiver.Url, Events = [happened ?? WebhookEvent.ModelCreated], Secret = "s" }, Token);

    private async Task<int> DeliverAsync()
    {
        using var sender = new WebhookSender(_tracking.Webhooks, Options);
        using var dispatcher = new WebhookDispatcher(_tracking.WebhookOutbox, _tracking.Webhooks, sender, Options, NullLogger<WebhookDispatcher>.Instance);
        return await dispatcher.DeliverDueAsync(Token);
    }

    private sealed class MovedTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Move(TimeSpan by) => _now += by;
    }
}
