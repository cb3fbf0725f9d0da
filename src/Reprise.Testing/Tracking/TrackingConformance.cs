using Reprise.Testing.Conformance;
using Reprise.Tracking;

namespace Reprise.Testing.Tracking;

/// <summary>Every check of <see cref="ITrackingClient"/>, whether the store is in this process or behind a server.</summary>
public static class TrackingConformance
{
    /// <summary>The checks of all entities; names are unique.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } =
    [
        .. Prefixed("Experiments", ExperimentStoreConformance.Checks),
        .. Prefixed("ExperimentSearch", ExperimentSearchConformance.Checks),
        .. Prefixed("Runs", RunStoreConformance.Checks),
        .. Prefixed("RunLogging", RunLoggingConformance.Checks),
        .. Prefixed("Metrics", MetricConformance.Checks),
        .. Prefixed("RunInputs", RunInputConformance.Checks),
        .. Prefixed("RunSearch", RunSearchConformance.Checks),
        .. Prefixed("Filters", FilterConformance.Checks),
        .. Prefixed("Histories", HistoryConformance.Checks),
        .. Prefixed("RegisteredModels", RegisteredModelConformance.Checks),
        .. Prefixed("ModelVersions", ModelVersionConformance.Checks),
        .. Prefixed("Promotion", PromotionConformance.Checks),
        .. Prefixed("LoggedModels", LoggedModelConformance.Checks),
        .. Prefixed("Artifacts", ArtifactStoreConformance.Checks),
    ];

    private static IEnumerable<ConformanceCheck<ITrackingClient>> Prefixed(string entity, IReadOnlyList<ConformanceCheck<ITrackingClient>> checks) =>
        checks.Select(check => check with { Name = $"{entity}.{check.Name}" });
}
