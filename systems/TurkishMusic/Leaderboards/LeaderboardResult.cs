using Reprise.Data.Datasets;
using Reprise.Learning.Guards;

namespace TurkishMusic.Leaderboards;

/// <summary>A finished leaderboard.</summary>
/// <param name="Data">Where the data came from.</param>
/// <param name="Scheme">How it was measured, in words.</param>
/// <param name="Entries">The algorithms, best accuracy first.</param>
/// <param name="Fits">How many settings were tried in all.</param>
/// <param name="Verdict">What the guard against leaks and luck says.</param>
/// <param name="RunId">The run everything is nested in.</param>
/// <param name="Seconds">Seconds of each step, and <c>total</c>.</param>
public sealed record LeaderboardResult(
    DatasetResolution Data, string Scheme, IReadOnlyList<LeaderboardEntry> Entries, int Fits, Verdict Verdict, string RunId, IReadOnlyList<KeyValuePair<string, double>> Seconds);
