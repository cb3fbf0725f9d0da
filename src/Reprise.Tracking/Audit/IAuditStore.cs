using Reprise.Core.Errors;

namespace Reprise.Tracking.Audit;

/// <summary>
/// The trail of changes: registry, experiments, the life of runs. It is written by the changes themselves, in their transactions; here it is read and
/// checked. Metrics, parameters and tags of runs are not in it. Throws <see cref="RepriseException"/>.
/// </summary>
public interface IAuditStore
{
    /// <summary>A page of records that match, newest first.</summary>
    Task<Page<AuditRecord>> SearchAsync(AuditQuery query, CancellationToken cancellationToken = default);

    /// <summary>The last record. Keep it elsewhere: a trail whose end was cut off is whole by itself.</summary>
    Task<AuditHead> GetHeadAsync(CancellationToken cancellationToken = default);

    /// <summary>Computes every hash again, and finds the kept head among them when one is given. O(records) time, no memory.</summary>
    Task<AuditVerdict> VerifyAsync(AuditHead? kept = null, CancellationToken cancellationToken = default);
}
