using Reprise.Autolog.Reports;
using Reprise.Learning.Metrics;
using Reprise.Tracking.Client;

namespace Reprise.Autolog.Runs;

/// <summary>Writes what a classifier got right and wrong to a run: report, confusion matrix and ROC curves, as data and as pictures.</summary>
public static class EvaluationLog
{
    /// <summary>The files of one evaluation, by their path below <paramref name="folder"/>.</summary>
    /// <param name="confusion">The confusion matrix.</param>
    /// <param name="outcome">Truth and probabilities the ROC curves are drawn from; a class that never occurs has none.</param>
    /// <param name="folder">The folder among the run's artifacts.</param>
    public static IReadOnlyList<(string Path, string Text)> Files(ConfusionMatrix confusion, ClassificationOutcome outcome, string folder = "evaluation")
    {
        ArgumentNullException.ThrowIfNull(confusion);
        ArgumentNullException.ThrowIfNull(outcome);
        var report = ClassificationReport.Of(confusion);
        return
        [
            ($"{folder}/classification_report.txt", report.ToText(digits: 3)),
            ($"{folder}/classification_report.json", EvaluationReports.ReportJson(report)),
            ($"{folder}/confusion_matrix.csv", EvaluationReports.ConfusionCsv(confusion)),
            ($"{folder}/confusion_matrix.svg", ConfusionMatrixPicture.Draw(confusion)),
            ($"{folder}/roc_curves.svg", RocPicture.Draw(Curves(outcome))),
        ];
    }

    /// <summary>Writes them.</summary>
    public static async Task LogAsync(
        ActiveRun run, ConfusionMatrix confusion, ClassificationOutcome outcome, string folder = "evaluation", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        foreach (var (path, text) in Files(confusion, outcome, folder))
        {
            await run.LogTextAsync(path, text, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Each class against the rest, where both occur.</summary>
    public static IReadOnlyList<(string Label, RocCurve Curve)> Curves(ClassificationOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var curves = new List<(string, RocCurve)>();
        for (var i = 0; i < outcome.Classes.Count; i++)
        {
            if (outcome.Truth.Contains(i) && outcome.Truth.ContainsAnyExcept(i))
            {
                curves.Add((outcome.Classes[i], RocAuc.OfClass(outcome.Truth, outcome.Probabilities, i)));
            }
        }

        return curves;
    }
}
