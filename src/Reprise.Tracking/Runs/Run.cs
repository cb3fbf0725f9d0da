namespace Reprise.Tracking.Runs;

/// <summary>One execution of training code with everything logged on it.</summary>
public sealed record Run
{
    /// <summary>Identity, state and times.</summary>
    public required RunInfo Info { get; init; }

    /// <summary>The latest value of each metric.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>Parameters, each written once.</summary>
    public IReadOnlyList<Param> Params { get; init; } = [];

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Datasets the run read.</summary>
    public IReadOnlyList<DatasetInput> DatasetInputs { get; init; } = [];

    /// <summary>Ids of logged models the run read.</summary>
    public IReadOnlyList<string> ModelInputs { get; init; } = [];

    /// <summary>Logged models the run produced.</summary>
    public IReadOnlyList<ModelOutput> ModelOutputs { get; init; } = [];

    /// <summary>The value of a tag, or null.</summary>
    public string? Tag(string key) => Tags.FirstOrDefault(tag => tag.Key == key).Value;
}
