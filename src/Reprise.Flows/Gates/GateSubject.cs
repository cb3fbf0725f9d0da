namespace Reprise.Flows.Gates;

/// <summary>A model at the gate: what to call it in sentences ("version 3") and what was measured on it.</summary>
public sealed record GateSubject(string Label, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>What the metrics were measured on, such as a dataset's hash; null when unknown. A comparison across different data says so.</summary>
    public string? MeasuredOn { get; init; }

    /// <summary>How the metrics were measured, such as folds, repeats and seed; null when unknown. A comparison across different ways says so.</summary>
    public string? EvaluatedBy { get; init; }

    /// <summary>Whether the data was a generated sample instead of the real data: such values are never compared with real ones.</summary>
    public bool OnSample { get; init; }
}
