using Reprise.Flows.Gates;
using Reprise.Flows.Promotions;
using Reprise.Tracking.Registry;

namespace Reprise.Studio.Models;

/// <summary>What a quality gate said about a version, as its tags record it.</summary>
internal sealed record GateOutcome(bool Passed, IReadOnlyList<GateCheck> Checks)
{
    /// <summary>Reads the verdict of a version; null when no gate was run. A report that cannot be read leaves the verdict without its checks.</summary>
    public static GateOutcome? Of(ModelVersion version) =>
        version.Tag(GateTags.Verdict) is { } verdict
            ? new GateOutcome(verdict == "passed", GateVerdict.TryParse(version.Tag(GateTags.Report))?.Checks ?? [])
            : null;
}
