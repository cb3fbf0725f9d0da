using Reprise.Tracking.Audit;

namespace Reprise.Tracking.Access;

/// <summary>The trail of changes names everything there is and everybody who acts: it is the administrators'.</summary>
internal sealed class GuardedAuditStore(IAuditStore inner) : IAuditStore
{
    public async Task<Page<AuditRecord>> SearchAsync(AuditQuery query, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireAdministrator();
        return await inner.SearchAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<AuditHead> GetHeadAsync(CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireAdministrator();
        return await inner.GetHeadAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<AuditVerdict> VerifyAsync(AuditHead? kept = null, CancellationToken cancellationToken = default)
    {
        AccessGuard.RequireAdministrator();
        return await inner.VerifyAsync(kept, cancellationToken).ConfigureAwait(false);
    }
}
