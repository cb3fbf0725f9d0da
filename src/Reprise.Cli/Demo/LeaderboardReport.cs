using Reprise.Learning.Metrics;
using TurkishMusic.Leaderboards;

namespace Reprise.Cli.Demo;

/// <summary>What <c>reprise demo leaderboard --json</c> prints.</summary>
internal sealed record LeaderboardReport(
    string DatasetSha256,
    bool Sample,
    string Scheme,
    int SettingsTried,
    IReadOnlyList<LeaderboardLine> Entries,
    IReadOnlyList<string> Verdict,
    string RunId,
    IReadOnlyDictionary<string, double> Seconds,
    string Home)
{
    public static LeaderboardReport Of(LeaderboardResult result, string home) => new(
        result.Data.Sha256,
        result.Data.IsSample,
        result.Scheme,
        result.Fits,
        [.. result.Entries.Select(entry => new LeaderboardLine(entry.Name, entry.Candidates, entry.Accuracy, entry.F1, entry.RocAuc, entry.SdOfRepeats, entry.ChosenOutside, entry.RunId))],
        [.. result.Verdict.Findings.Select(finding => $"{finding.Severity}: {finding.Message} {finding.Advice}")],
        result.RunId,
        result.Seconds.GroupBy(step => step.Key).ToDictionary(group => group.Key, group => Math.Round(group.Sum(step => step.Value), 3)),
        home);
}

/// <summary>One algorithm of a leaderboard.</summary>
internal sealed record LeaderboardLine(
    string Name, int Settings, ConfidenceInterval Accuracy, ConfidenceInterval F1Macro, ConfidenceInterval RocAucOvr, double SdRepeats, bool ChosenOutside, string RunId);
