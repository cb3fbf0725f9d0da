using Reprise.Flows.Gates;
using Reprise.Tracking.Registry;

namespace Reprise.Flows.Promotions;

/// <summary>How a promotion ended: the version as it is now, the verdict (null when no gate was asked), and what was live before (null for nothing).</summary>
public sealed record PromotionOutcome(ModelVersion Version, GateVerdict? Verdict, ModelVersion? Previous)
{
    /// <summary>Whether the version is live now.</summary>
    public bool Promoted => Verdict?.Passed ?? true;
}
