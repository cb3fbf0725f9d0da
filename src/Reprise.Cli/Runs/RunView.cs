using Reprise.Tracking.Runs;

namespace Reprise.Cli.Runs;

/// <summary>A run as <c>--json</c> prints it; metrics that are NaN or infinite are text, as in MLflow's protocol.</summary>
internal sealed record RunView
{
    public required string RunId { get; init; }

    public required string Name { get; init; }

    public required string ExperimentId { get; init; }

    public required string Status { get; init; }

    public required string LifecycleStage { get; init; }

    public required long StartTime { get; init; }

    public required long? EndTime { get; init; }

    public required string ArtifactUri { get; init; }

    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    public required IReadOnlyDictionary<string, string> Params { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public IReadOnlyList<DatasetView>? Datasets { get; init; }

    public static RunView Of(Run run) => new()
    {
        RunId = run.Info.RunId,
        Name = run.Info.Name,
        ExperimentId = run.Info.ExperimentId,
        Status = run.Info.Status.ToString().ToUpperInvariant(),
        LifecycleStage = run.Info.Lifecycle.ToString().ToLowerInvariant(),
        StartTime = run.Info.StartTime,
        EndTime = run.Info.EndTime,
        ArtifactUri = run.Info.ArtifactUri,
        Metrics = run.Metrics.ToDictionary(metric => metric.Key, metric => metric.Value, StringComparer.Ordinal),
        Params = run.Params.ToDictionary(param => param.Key, param => param.Value, StringComparer.Ordinal),
        Tags = run.Tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal),
        Datasets = run.DatasetInputs.Count == 0 ? null : [.. run.DatasetInputs.Select(input => new DatasetView(input.Name, input.Digest, input.SourceType))],
    };
}

/// <summary>A dataset a run read, as <c>--json</c> prints it.</summary>
internal sealed record DatasetView(string Name, string Digest, string SourceType);
