using Reprise.Flows.Gates;
using TurkishMusic.Loop;
using TurkishMusic.Training;

namespace Reprise.Cli.Demo;

/// <summary>What <c>reprise demo --json</c> prints.</summary>
internal sealed record DemoReport
{
    public required DemoDataset Dataset { get; init; }

    public required DemoEvaluation Evaluation { get; init; }

    public required string RunId { get; init; }

    public required string ExperimentId { get; init; }

    public required DemoModel Model { get; init; }

    public required GateVerdict Gate { get; init; }

    public DemoPrediction? Prediction { get; init; }

    public required IReadOnlyDictionary<string, double> Seconds { get; init; }

    public required double CpuSeconds { get; init; }

    public required string Home { get; init; }

    public required string Look { get; init; }

    public static DemoReport Of(EmotionLoopResult result, string home, double cpuSeconds) => new()
    {
        Dataset = DemoDataset.Of(result),
        Evaluation = DemoEvaluation.Of(result.Scores),
        RunId = result.RunId,
        ExperimentId = result.ExperimentId,
        Model = new DemoModel(
            result.Version.Name,
            result.Version.Version,
            result.Promotion.Promoted ? EmotionLoop.Alias : null,
            result.Version.Stage.ToString(),
            result.Promotion.Previous?.Version,
            result.ModelSha256),
        Gate = result.Promotion.Verdict!,
        Prediction = result.Prediction is { } prediction
            ? new DemoPrediction(prediction.Label, prediction.Probabilities, prediction.Version, prediction.Row, prediction.Actual, prediction.Address.ToString())
            : null,
        Seconds = new Dictionary<string, double>(result.Seconds),
        CpuSeconds = Math.Round(cpuSeconds, 3),
        Home = home,
        Look = DemoSummary.Look(home),
    };
}

/// <summary>The data of a demo.</summary>
internal sealed record DemoDataset(
    string Name, int Rows, int Columns, string Sha256, bool Sample, string Source, string Location, long Warnings, int DuplicateGroups)
{
    public static DemoDataset Of(EmotionLoopResult result) => new(
        result.Data.Resolution.Name,
        result.Data.Table.RowCount,
        result.Data.Table.Columns.Count,
        result.Data.Resolution.Sha256,
        result.Data.Resolution.IsSample,
        result.Data.Resolution.Source.ToString().ToLowerInvariant(),
        result.Data.Resolution.Url?.ToString() ?? result.Data.Resolution.Path,
        result.Data.Validation.Warnings,
        result.Scores.DuplicateGroups);
}

/// <summary>The evaluation of a demo: deviations are over all folds, and over the means of the repeats where there are several.</summary>
internal sealed record DemoEvaluation
{
    public required string Scheme { get; init; }

    public required DemoScore Accuracy { get; init; }

    public required DemoScore F1Macro { get; init; }

    public required DemoScore PrecisionMacro { get; init; }

    public required DemoScore RecallMacro { get; init; }

    public required DemoScore RocAucOvr { get; init; }

    public static DemoEvaluation Of(EmotionScores scores) => new()
    {
        Scheme = scores.Scheme,
        Accuracy = DemoScore.Of(scores["accuracy"]),
        F1Macro = DemoScore.Of(scores["f1_macro"]),
        PrecisionMacro = DemoScore.Of(scores["precision_macro"]),
        RecallMacro = DemoScore.Of(scores["recall_macro"]),
        RocAucOvr = DemoScore.Of(scores["roc_auc_ovr"]),
    };
}

/// <summary>A metric of a demo.</summary>
internal sealed record DemoScore(double Mean, double Sd, double? SdRepeats)
{
    public static DemoScore Of(Score score) => new(score.Mean, score.Sd, score.SdOfRepeats);
}

/// <summary>The registered model of a demo; no alias when the gate said no.</summary>
internal sealed record DemoModel(string Name, int Version, string? Alias, string Stage, int? PreviousVersion, string Sha256);

/// <summary>What the served model answered.</summary>
internal sealed record DemoPrediction(string Label, IReadOnlyDictionary<string, double> Probabilities, int Version, int Row, string Actual, string Url);
