namespace Reprise.Tracking.Runs;

/// <summary>One point of a metric: key, value (NaN allowed), milliseconds since the Unix epoch, step (may be negative).</summary>
public sealed record Metric(string Key, double Value, long Timestamp, long Step = 0)
{
    /// <summary>The logged model the value was measured on, if said.</summary>
    public string? ModelId { get; init; }

    /// <summary>Name of the dataset the value was measured on, if said.</summary>
    public string? DatasetName { get; init; }

    /// <summary>Digest of the dataset the value was measured on, if said.</summary>
    public string? DatasetDigest { get; init; }
}
