using MnistDigits;
using Reprise.Flows.Gates;

namespace Reprise.Cli.Demo;

/// <summary>What <c>reprise demo digits --json</c> prints.</summary>
internal sealed record DigitsReport(
    string DatasetSha256,
    int TrainImages,
    int TestImages,
    string Scheme,
    IReadOnlyDictionary<string, double> Metrics,
    string RunId,
    string Model,
    int Version,
    string? Alias,
    string ModelSha256,
    GateVerdict Gate,
    IReadOnlyDictionary<string, double> Seconds,
    string Home)
{
    public static DigitsReport Of(DigitsResult result, string home) => new(
        result.DatasetSha256,
        result.Images.Train,
        result.Images.Test,
        result.Scheme,
        result.Metrics,
        result.RunId,
        DigitsLoop.ModelName,
        result.Promotion.Version.Version,
        result.Promotion.Promoted ? DigitsLoop.Alias : null,
        result.ModelSha256,
        result.Promotion.Verdict!,
        new Dictionary<string, double>(result.Seconds),
        home);
}
