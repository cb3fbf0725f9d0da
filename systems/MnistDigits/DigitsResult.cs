using Reprise.Flows.Promotions;
using Reprise.Learning.Metrics;

namespace MnistDigits;

/// <summary>What one turn of the digits loop did.</summary>
public sealed record DigitsResult
{
    /// <summary>SHA-256 over the four files' hashes.</summary>
    public required string DatasetSha256 { get; init; }

    /// <summary>Images trained on, and held out.</summary>
    public required (int Train, int Test) Images { get; init; }

    /// <summary>How it was measured, in words.</summary>
    public required string Scheme { get; init; }

    /// <summary>Truth and prediction of the held-out images.</summary>
    public required ClassificationOutcome Outcome { get; init; }

    /// <summary>Metrics of the held-out images, by name.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The run that holds everything.</summary>
    public required string RunId { get; init; }

    /// <summary>SHA-256 of the model file.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>The gate's verdict and what came of it.</summary>
    public required PromotionOutcome Promotion { get; init; }

    /// <summary>Seconds of each step, and <c>total</c>.</summary>
    public required IReadOnlyList<KeyValuePair<string, double>> Seconds { get; init; }
}
