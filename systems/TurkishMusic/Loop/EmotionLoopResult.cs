using Reprise.Flows.Promotions;
using Reprise.Tracking.Registry;
using TurkishMusic.Training;

namespace TurkishMusic.Loop;

/// <summary>What one turn of the loop did.</summary>
public sealed record EmotionLoopResult
{
    /// <summary>The data, where it came from and what validation said.</summary>
    public required TurkishMusicData Data { get; init; }

    /// <summary>The evaluation.</summary>
    public required EmotionScores Scores { get; init; }

    /// <summary>The run that holds everything.</summary>
    public required string RunId { get; init; }

    /// <summary>The experiment the run belongs to.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>The registered version as it is after the gate.</summary>
    public ModelVersion Version => Promotion.Version;

    /// <summary>SHA-256 of the model file.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>The gate's verdict and what was live before.</summary>
    public required PromotionOutcome Promotion { get; init; }

    /// <summary>What the served model answered over HTTP; null when the gate said no and nothing new was served.</summary>
    public EmotionPrediction? Prediction { get; init; }

    /// <summary>Wall time of each step in order, in seconds.</summary>
    public required IReadOnlyList<KeyValuePair<string, double>> Seconds { get; init; }
}

/// <summary>An answer of the served model.</summary>
/// <param name="Label">The most probable mood.</param>
/// <param name="Probabilities">Probability by mood.</param>
/// <param name="Version">The version that answered: the one just promoted, or one that another process promoted since.</param>
/// <param name="Row">Which row of the data was sent, 0-based.</param>
/// <param name="Actual">The mood that row has. The row was among those the final model was trained on.</param>
/// <param name="Address">Where the request went.</param>
public sealed record EmotionPrediction(string Label, IReadOnlyDictionary<string, double> Probabilities, int Version, int Row, string Actual, Uri Address);
