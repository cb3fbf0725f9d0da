using Reprise.Learning.Pipelines;
using Reprise.Learning.Selection.Searches;

namespace TurkishMusic.Leaderboards;

/// <summary>An algorithm of the leaderboard: its name and the pipelines an inner search chooses among; a single one is not searched.</summary>
public sealed record Entrant(string Name, Grid<ClassifierPipeline> Candidates);
