using Reprise.Learning.Pipelines;
using Reprise.Learning.Selection.Searches;

namespace TurkishMusic.Leaderboards;

/// <summary>An algorithm of the leaderboard.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Candidates">The pipelines an inner search chooses among; a single one is not searched.</param>
/// <param name="ChosenOutside">Whether it was put together by looking at other folds of the same clips, so that its figure is hopeful.</param>
public sealed record Entrant(string Name, Grid<ClassifierPipeline> Candidates, bool ChosenOutside = false);
