using System.Text.Json.Serialization;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Wire;

/// <summary>A run on the wire.</summary>
internal sealed record RunMessage(RunInfoMessage? Info, RunDataMessage? Data, RunInputsMessage? Inputs, RunOutputsMessage? Outputs = null)
{
    /// <summary>The run as create answers it; get and search add the outputs.</summary>
    public static RunMessage From(Run run, bool withOutputs = true) => new(
        RunInfoMessage.From(run.Info),
        new RunDataMessage(run.Metrics.ToWire(MetricMessage.From), WirePair.From(run.Params), WirePair.From(run.Tags)),
        new RunInputsMessage(run.DatasetInputs.ToWire(DatasetInputMessage.From), run.ModelInputs.ToWire(id => new ModelInputMessage(id))),
        withOutputs ? new RunOutputsMessage(run.ModelOutputs.ToWire(model => new ModelOutputMessage(model.ModelId, model.Step))) : null);

    public Run ToEntity() => new()
    {
        Info = (Info ?? new RunInfoMessage()).ToEntity(),
        Metrics = (Data?.Metrics).FromWire(metric => metric.ToEntity()),
        Params = (Data?.Params).FromWire(parameter => parameter.ToParam()),
        Tags = (Data?.Tags).FromWire(tag => tag.ToTag()),
        DatasetInputs = (Inputs?.DatasetInputs).FromWire(input => input.ToEntity()),
        ModelInputs = (Inputs?.ModelInputs).FromWire(model => model.ModelId ?? ""),
        ModelOutputs = (Outputs?.ModelOutputs).FromWire(model => model.ToEntity()),
    };
}

internal sealed record RunDataMessage(IReadOnlyList<MetricMessage>? Metrics, IReadOnlyList<WirePair>? Params, IReadOnlyList<WirePair>? Tags);

internal sealed record RunInputsMessage(IReadOnlyList<DatasetInputMessage>? DatasetInputs, IReadOnlyList<ModelInputMessage>? ModelInputs);

internal sealed record RunOutputsMessage(IReadOnlyList<ModelOutputMessage>? ModelOutputs);

internal sealed record ModelInputMessage(string? ModelId);

internal sealed record ModelOutputMessage(string? ModelId, long? Step)
{
    public ModelOutput ToEntity() => new(ModelId ?? "", Step ?? 0);
}

/// <summary>Identity, state and times of a run on the wire, with the old name of its id beside the new.</summary>
internal sealed record RunInfoMessage
{
    public string? RunUuid { get; init; }

    [JsonConverter(typeof(WireTextOrNumberConverter))]
    public string? ExperimentId { get; init; }

    public string? RunName { get; init; }

    public string? UserId { get; init; }

    [JsonConverter(typeof(WireTextOrNumberConverter))]
    public string? Status { get; init; }

    public long? StartTime { get; init; }

    public long? EndTime { get; init; }

    public string? ArtifactUri { get; init; }

    public string? LifecycleStage { get; init; }

    public string? RunId { get; init; }

    public static RunInfoMessage From(RunInfo info) => new()
    {
        RunUuid = info.RunId,
        ExperimentId = info.ExperimentId,
        RunName = info.Name,
        UserId = info.UserId,
        Status = info.Status.ToWire(),
        StartTime = info.StartTime,
        EndTime = info.EndTime,
        ArtifactUri = info.ArtifactUri,
        LifecycleStage = info.Lifecycle.ToWire(),
        RunId = info.RunId,
    };

    public RunInfo ToEntity() => new()
    {
        RunId = RunId ?? RunUuid ?? "",
        ExperimentId = ExperimentId ?? "",
        Name = RunName ?? "",
        UserId = UserId ?? "",
        Status = WireNames.ToRunStatus(Status) ?? RunStatus.Running,
        StartTime = StartTime ?? 0,
        EndTime = EndTime,
        ArtifactUri = ArtifactUri ?? "",
        Lifecycle = WireNames.ToLifecycle(LifecycleStage),
    };
}

/// <summary>A dataset a run read, on the wire.</summary>
internal sealed record DatasetInputMessage(IReadOnlyList<WirePair>? Tags, DatasetMessage? Dataset)
{
    public static DatasetInputMessage From(DatasetInput input) => new(
        WirePair.From(input.Tags),
        new DatasetMessage
        {
            Name = input.Name,
            Digest = input.Digest,
            SourceType = input.SourceType,
            Source = input.Source,
            Schema = input.Schema,
            Profile = input.Profile,
        });

    public DatasetInput ToEntity() => new()
    {
        Name = Dataset?.Name ?? "",
        Digest = Dataset?.Digest ?? "",
        SourceType = Dataset?.SourceType ?? "",
        Source = Dataset?.Source ?? "",
        Schema = Dataset?.Schema,
        Profile = Dataset?.Profile,
        Tags = Tags.FromWire(tag => tag.ToTag()),
    };
}

internal sealed record DatasetMessage
{
    public string? Name { get; init; }

    public string? Digest { get; init; }

    public string? SourceType { get; init; }

    public string? Source { get; init; }

    public string? Schema { get; init; }

    public string? Profile { get; init; }
}
