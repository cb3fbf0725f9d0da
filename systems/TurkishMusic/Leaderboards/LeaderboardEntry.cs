using Reprise.Learning.Metrics;

namespace TurkishMusic.Leaderboards;

/// <summary>What one algorithm reached.</summary>
/// <param name="Name">The algorithm.</param>
/// <param name="Candidates">How many settings the inner search chose among.</param>
/// <param name="Accuracy">Mean over the repeats, with a bootstrap interval over clips.</param>
/// <param name="F1">Macro F1, likewise.</param>
/// <param name="RocAuc">ROC-AUC one against the rest, likewise.</param>
/// <param name="SdOfRepeats">Deviation of the accuracy between repeats.</param>
/// <param name="ChosenOutside">Whether it was put together by looking at other folds of the same clips, so that its figures are hopeful.</param>
/// <param name="RunId">The run that holds its settings and pictures.</param>
public sealed record LeaderboardEntry(
    string Name, int Candidates, ConfidenceInterval Accuracy, ConfidenceInterval F1, ConfidenceInterval RocAuc, double SdOfRepeats, bool ChosenOutside, string RunId);
