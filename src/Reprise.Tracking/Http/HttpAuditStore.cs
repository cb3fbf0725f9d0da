using System.Globalization;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Wire;

namespace Reprise.Tracking.Http;

/// <summary>The audit trail of a Reprise server.</summary>
internal sealed class HttpAuditStore(RestChannel channel) : IAuditStore
{
    private const string Own = "/api/2.0/reprise/audit";

    public async Task<Page<AuditRecord>> SearchAsync(AuditQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var text = RestQuery.None.Add("kind", query.Kind).Add("name", query.Name).Add("action", query.Action).Add("actor", query.Actor)
            .Add("since", query.Since?.ToString(CultureInfo.InvariantCulture)).Add("until", query.Until?.ToString(CultureInfo.InvariantCulture))
            .Add("max_results", query.MaxResults).Add("page_token", query.PageToken);
        var response = await channel.GetAsync<SearchAuditResponse>(Own, text, cancellationToken).ConfigureAwait(false);
        return new(response.Records ?? [], response.NextPageToken);
    }

    public async Task<AuditHead> GetHeadAsync(CancellationToken cancellationToken = default) =>
        AuditHead.Parse((await channel.GetAsync<AuditHeadResponse>(Own + "/head", RestQuery.None, cancellationToken).ConfigureAwait(false)).Head ?? "");

    public async Task<AuditVerdict> VerifyAsync(AuditHead? kept = null, CancellationToken cancellationToken = default) =>
        (await channel.GetAsync<VerifyAuditResponse>(Own + "/verify", RestQuery.None.Add("head", kept?.ToString()), cancellationToken).ConfigureAwait(false)).ToEntity();
}
