using Reprise.Tracking.Experiments;

namespace Reprise.Cli.Experiments;

/// <summary>An experiment as <c>--json</c> prints it.</summary>
internal sealed record ExperimentView(
    string ExperimentId, string Name, string LifecycleStage, string ArtifactLocation, long CreationTime, long LastUpdateTime, IReadOnlyDictionary<string, string> Tags)
{
    public static ExperimentView Of(Experiment experiment) => new(
        experiment.Id,
        experiment.Name,
        experiment.Lifecycle.ToString().ToLowerInvariant(),
        experiment.ArtifactLocation,
        experiment.CreatedAt,
        experiment.UpdatedAt,
        experiment.Tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal));
}
