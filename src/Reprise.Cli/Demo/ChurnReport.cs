using Reprise.Flows.Gates;
using TelcoChurn;

namespace Reprise.Cli.Demo;

/// <summary>What <c>reprise demo churn --json</c> prints.</summary>
internal sealed record ChurnReport
{
    public required string DatasetSha256 { get; init; }

    public required bool Sample { get; init; }

    public required int Rows { get; init; }

    public required string Scheme { get; init; }

    public required IReadOnlyList<ChurnScore> Families { get; init; }

    public required ChurnScore Winner { get; init; }

    public required int GridCandidates { get; init; }

    public required string GridBest { get; init; }

    public required IReadOnlyDictionary<string, double> HeldOut { get; init; }

    public required IReadOnlyList<string> Guard { get; init; }

    public required string RunId { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    public required string? Alias { get; init; }

    public required string ModelSha256 { get; init; }

    public required GateVerdict Gate { get; init; }

    public required int? ScoredLeaving { get; init; }

    public required IReadOnlyDictionary<string, double> Seconds { get; init; }

    public required string Home { get; init; }

    public static ChurnReport Of(ChurnResult result, string home) => new()
    {
        DatasetSha256 = result.Data.Sha256,
        Sample = result.Data.IsSample,
        Rows = result.Rows,
        Scheme = result.Scheme,
        Families = result.Families,
        Winner = result.Winner,
        GridCandidates = result.Grid.Count,
        GridBest = result.Grid.Best,
        HeldOut = result.HeldOut,
        Guard = [.. result.Guard.Findings.Select(finding => $"{finding.Severity}: {finding.Message} {finding.Advice}")],
        RunId = result.RunId,
        Model = ChurnLoop.ModelName,
        Version = result.Promotion.Version.Version,
        Alias = result.Promotion.Promoted ? ChurnLoop.Alias : null,
        ModelSha256 = result.ModelSha256,
        Gate = result.Promotion.Verdict!,
        ScoredLeaving = result.ScoredLeaving,
        Seconds = new Dictionary<string, double>(result.Seconds),
        Home = home,
    };
}
