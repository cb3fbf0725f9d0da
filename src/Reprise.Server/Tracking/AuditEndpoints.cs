using Microsoft.AspNetCore.Http;
using Reprise.Tracking.Access;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary><c>reprise/audit</c> and <c>reprise/registered-models/history</c>: what was changed, by whom.</summary>
internal static class AuditEndpoints
{
    private const string Audit = "/api/2.0/reprise/audit";

    public static void MapAudit(this TrackingRoutes routes)
    {
        routes.MapAt<SearchAuditRequest, SearchAuditResponse>(HttpMethods.Get, Audit, SearchAsync, RouteNeed.Admin);
        routes.MapAt<EmptyMessage, AuditHeadResponse>(HttpMethods.Get, Audit + "/head", HeadAsync, RouteNeed.Admin);
        routes.MapAt<VerifyAuditRequest, VerifyAuditResponse>(HttpMethods.Get, Audit + "/verify", VerifyAsync, RouteNeed.Admin);
        routes.MapAt<RegistryHistoryRequest, RegistryHistory>(HttpMethods.Get, "/api/2.0/reprise/registered-models/history", HistoryAsync, RouteNeed.Read);
    }

    private static async Task<SearchAuditResponse> SearchAsync(SearchAuditRequest request, TrackingCall call)
    {
        var page = await call.Tracking.Audit.SearchAsync(
            new AuditQuery
            {
                Kind = request.Kind.OrNull(),
                Name = request.Name.OrNull(),
                Action = request.Action.OrNull(),
                Actor = request.Actor.OrNull(),
                Since = request.Since,
                Until = request.Until,
                MaxResults = request.MaxResults ?? 100,
                PageToken = request.PageToken.OrNull(),
            },
            call.Cancellation);
        return new(page.Items, page.NextPageToken);
    }

    private static async Task<AuditHeadResponse> HeadAsync(EmptyMessage request, TrackingCall call) =>
        new((await call.Tracking.Audit.GetHeadAsync(call.Cancellation)).ToString());

    private static async Task<VerifyAuditResponse> VerifyAsync(VerifyAuditRequest request, TrackingCall call)
    {
        AuditHead? kept = request.Head.OrNull() is { } head ? AuditHead.Parse(head) : null;
        return VerifyAuditResponse.From(await call.Tracking.Audit.VerifyAsync(kept, call.Cancellation));
    }

    private static Task<RegistryHistory> HistoryAsync(RegistryHistoryRequest request, TrackingCall call) => call.Tracking.Registry.GetHistoryAsync(
        new RegistryHistoryQuery
        {
            Name = Required.Text(request.Name, "name"),
            At = request.At,
            Alias = request.Alias.OrNull(),
            MovesOnly = request.MovesOnly ?? false,
            MaxResults = request.MaxResults ?? 100,
            PageToken = request.PageToken.OrNull(),
        },
        call.Cancellation);
}
