using Microsoft.Extensions.DependencyInjection;
using Reprise.Core.Errors;
using Reprise.Server.Tracking;
using Reprise.Tracking.Access;
using Reprise.Tracking.Webhooks;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Webhooks;

/// <summary><c>webhooks/…</c>, and Reprise's own list of what could not be delivered. They are the administrators', as MLflow has it.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this TrackingRoutes routes)
    {
        routes.Post<WebhookRequest, WebhookResponse>("webhooks", CreateAsync, RouteNeed.Admin);
        routes.Get<ListWebhooksRequest, ListWebhooksResponse>("webhooks", ListAsync, RouteNeed.Admin);
        routes.Get<EmptyMessage, WebhookResponse>("webhooks/{webhook_id}", GetAsync, RouteNeed.Admin);
        routes.Patch<WebhookRequest, WebhookResponse>("webhooks/{webhook_id}", UpdateAsync, RouteNeed.Admin);
        routes.Delete<EmptyMessage, EmptyMessage>("webhooks/{webhook_id}", DeleteAsync, RouteNeed.Admin);
        routes.Post<TestWebhookRequest, TestWebhookResponse>("webhooks/{webhook_id}/test", TestAsync, RouteNeed.Admin);
        routes.MapAt<EmptyMessage, WebhookDeliveriesResponse>("GET", "/api/2.0/reprise/webhooks/{webhook_id}/deliveries", DeliveriesAsync, RouteNeed.Admin);
    }

    private static async Task<WebhookResponse> CreateAsync(WebhookRequest request, TrackingCall call)
    {
        Required.Text(request.Name, "name");
        Required.Text(request.Url, "url");
        return new(WebhookMessage.From(await Webhooks(call).CreateAsync(request.ToChange(), call.Cancellation)));
    }

    private static async Task<ListWebhooksResponse> ListAsync(ListWebhooksRequest request, TrackingCall call)
    {
        var page = await Webhooks(call).ListAsync(request.MaxResults ?? 100, request.PageToken.OrNull(), call.Cancellation);
        return new(page.Items.ToWire(WebhookMessage.From), page.NextPageToken);
    }

    private static async Task<WebhookResponse> GetAsync(EmptyMessage request, TrackingCall call) =>
        new(WebhookMessage.From(await Webhooks(call).GetAsync(Id(call), call.Cancellation)));

    private static async Task<WebhookResponse> UpdateAsync(WebhookRequest request, TrackingCall call) =>
        new(WebhookMessage.From(await Webhooks(call).UpdateAsync(Id(call), request.ToChange(), call.Cancellation)));

    private static async Task<EmptyMessage> DeleteAsync(EmptyMessage request, TrackingCall call)
    {
        await Webhooks(call).DeleteAsync(Id(call), call.Cancellation);
        return EmptyMessage.Instance;
    }

    /// <summary>Sends an example of an event, the webhook's first when none is named, and says what the receiver answered. Not repeated.</summary>
    private static async Task<TestWebhookResponse> TestAsync(TestWebhookRequest request, TrackingCall call)
    {
        var webhook = await Webhooks(call).GetAsync(Id(call), call.Cancellation);
        var happened = request.Event?.ToEvent() ?? webhook.Events[0];
        WebhookRules.Validate(new WebhookChange { Events = [happened] }, allowHttp: true);
        var services = call.Http.RequestServices;
        var body = WebhookBody.Of(happened, services.GetRequiredService<Hosting.RepriseServerOptions>().TimeProvider.GetUtcNow(), WebhookBody.Example(happened));
        var answer = await services.GetRequiredService<WebhookSender>().SendAsync(webhook, Guid.NewGuid().ToString("D"), body, call.Cancellation);
        return new(answer.Status is { } status
            ? new WebhookTestResultMessage(answer.IsSuccess, status, answer.Body.OrNull(), null)
            : new WebhookTestResultMessage(false, null, null, $"Failed to test webhook: {answer.Problem}"));
    }

    private static async Task<WebhookDeliveriesResponse> DeliveriesAsync(EmptyMessage request, TrackingCall call) =>
        new((await Webhooks(call).DeliveriesAsync(Id(call), call.Cancellation)).ToWire(WebhookDeliveryMessage.From));

    private static string Id(TrackingCall call) => call.Path("webhook_id");

    private static IWebhookStore Webhooks(TrackingCall call) => call.Http.RequestServices.GetService<IWebhookStore>()
        ?? throw new RepriseException(ErrorCode.NotImplemented, "This server passes calls on to another one; webhooks are kept there. Create them at that server.");
}
