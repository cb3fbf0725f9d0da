using System.Globalization;
using Reprise.Core.Errors;

namespace Reprise.Learning.Metrics;

/// <summary>A number that rates predictions, under the name it is tracked by; the names are scikit-learn's. Rows count what <see cref="ClassificationOutcome.Weights"/> says.</summary>
public sealed record ClassificationMetric(string Name, Func<ClassificationOutcome, double> Compute)
{
    /// <summary>Whether a lower value is better, as of a loss. Default false.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>The part of rows predicted right.</summary>
    public static ClassificationMetric Accuracy { get; } = new("accuracy", outcome => outcome.Confusion.Accuracy);

    /// <summary>The mean recall over classes.</summary>
    public static ClassificationMetric BalancedAccuracy { get; } = new("balanced_accuracy", outcome => outcome.Confusion.BalancedAccuracy);

    /// <summary>The mean precision over classes.</summary>
    public static ClassificationMetric PrecisionMacro { get; } = new("precision_macro", outcome => outcome.Confusion.Precision(Averaging.Macro));

    /// <summary>The mean recall over classes that occur or are predicted.</summary>
    public static ClassificationMetric RecallMacro { get; } = new("recall_macro", outcome => outcome.Confusion.Recall(Averaging.Macro));

    /// <summary>The mean F1 over classes.</summary>
    public static ClassificationMetric F1Macro { get; } = new("f1_macro", outcome => outcome.Confusion.FScore(Averaging.Macro));

    /// <summary>The mean F1 weighted by rows.</summary>
    public static ClassificationMetric F1Weighted { get; } = new("f1_weighted", outcome => outcome.Confusion.FScore(Averaging.Weighted));

    /// <summary>The mean area under the ROC curves, one class against the rest.</summary>
    public static ClassificationMetric RocAucOvr { get; } =
        new("roc_auc_ovr", outcome => RocAuc.OneVersusRest(outcome.Truth, outcome.Probabilities, weights: outcome.Weights));

    /// <summary>Cross-entropy; lower is better.</summary>
    public static ClassificationMetric LogLoss { get; } = new("log_loss", outcome => Metrics.LogLoss.Of(outcome.Truth, outcome.Probabilities, outcome.Weights)) { LowerIsBetter = true };

    /// <summary>The mean precision weighted by rows.</summary>
    public static ClassificationMetric PrecisionWeighted { get; } = new("precision_weighted", outcome => outcome.Confusion.Precision(Averaging.Weighted));

    /// <summary>The mean recall weighted by rows.</summary>
    public static ClassificationMetric RecallWeighted { get; } = new("recall_weighted", outcome => outcome.Confusion.Recall(Averaging.Weighted));

    /// <summary>F1 from summed counts; with one label per row it equals accuracy.</summary>
    public static ClassificationMetric F1Micro { get; } = new("f1_micro", outcome => outcome.Confusion.FScore(Averaging.Micro));

    /// <summary>The precision of the second of two classes.</summary>
    public static ClassificationMetric Precision { get; } = new("precision", outcome => outcome.Confusion.Precision(Positive(outcome, "precision")));

    /// <summary>The recall of the second of two classes.</summary>
    public static ClassificationMetric Recall { get; } = new("recall", outcome => outcome.Confusion.Recall(Positive(outcome, "recall")));

    /// <summary>F1 of the second of two classes.</summary>
    public static ClassificationMetric F1 { get; } = new("f1", outcome => outcome.Confusion.FScore(Positive(outcome, "f1")));

    /// <summary>Matthews' correlation of truth and prediction.</summary>
    public static ClassificationMetric Matthews { get; } = new("matthews_corrcoef", outcome => outcome.Confusion.MatthewsCorrelation);

    /// <summary>Cohen's kappa: agreement beyond chance.</summary>
    public static ClassificationMetric CohenKappa { get; } = new("cohen_kappa", outcome => outcome.Confusion.CohenKappa);

    /// <summary>The area under the ROC curves, one class against the rest, weighted by rows.</summary>
    public static ClassificationMetric RocAucOvrWeighted { get; } =
        new("roc_auc_ovr_weighted", outcome => RocAuc.OneVersusRest(outcome.Truth, outcome.Probabilities, Averaging.Weighted, outcome.Weights));

    /// <summary>The mean area under the ROC curves of pairs of classes.</summary>
    public static ClassificationMetric RocAucOvo { get; } = new("roc_auc_ovo", outcome => RocAuc.OneVersusOne(outcome.Truth, outcome.Probabilities, weights: outcome.Weights));

    /// <summary>The area under the ROC curves of pairs of classes, weighted by rows.</summary>
    public static ClassificationMetric RocAucOvoWeighted { get; } =
        new("roc_auc_ovo_weighted", outcome => RocAuc.OneVersusOne(outcome.Truth, outcome.Probabilities, Averaging.Weighted, outcome.Weights));

    /// <summary>Average precision: of the second of two classes, or the mean of each class against the rest.</summary>
    public static ClassificationMetric AveragePrecision { get; } =
        new("average_precision", outcome => PrecisionRecallCurve.AveragePrecisionOf(outcome.Truth, outcome.Probabilities, outcome.Weights));

    /// <summary>The Brier score; lower is better.</summary>
    public static ClassificationMetric Brier { get; } =
        new("brier_score", outcome => BrierScore.Of(outcome.Truth, outcome.Probabilities, outcome.Weights)) { LowerIsBetter = true };

    /// <summary>The part of the log loss of always predicting the classes' shares that is explained: 1 at best, 0 for those shares.</summary>
    public static ClassificationMetric D2LogLoss { get; } = new("d2_log_loss_score", outcome => Metrics.LogLoss.Explained(outcome.Truth, outcome.Probabilities, outcome.Weights));

    /// <summary>The standard metrics: accuracy, balanced accuracy, macro precision, recall and F1, weighted F1, ROC-AUC and log loss.</summary>
    public static IReadOnlyList<ClassificationMetric> Standard { get; } =
        [Accuracy, BalancedAccuracy, PrecisionMacro, RecallMacro, F1Macro, F1Weighted, RocAucOvr, LogLoss];

    /// <summary>Every metric that has no parameter, by name.</summary>
    public static IReadOnlyList<ClassificationMetric> All { get; } =
    [
        .. Standard, PrecisionWeighted, RecallWeighted, F1Micro, Precision, Recall, F1, Matthews, CohenKappa, RocAucOvrWeighted, RocAucOvo,
        RocAucOvoWeighted, AveragePrecision, Brier, D2LogLoss,
    ];

    /// <summary>The metric of <see cref="All"/> with this name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names there are.</exception>
    public static ClassificationMetric Named(string name) =>
        All.FirstOrDefault(metric => metric.Name == name)
        ?? throw new ArgumentException($"There is no metric '{name}', only {string.Join(", ", All.Select(metric => metric.Name))}.", nameof(name));

    /// <summary>The F-score in which recall counts <paramref name="beta"/> times as much as precision, averaged over classes; <c>f2_macro</c>, say.</summary>
    /// <param name="beta">Above 0 and finite.</param>
    /// <param name="averaging">How classes are averaged. Default macro.</param>
    public static ClassificationMetric FBeta(double beta, Averaging averaging = Averaging.Macro)
    {
        Require.InRange(beta, double.Epsilon, double.PositiveInfinity, nameof(FBeta));
        return new(
            string.Create(CultureInfo.InvariantCulture, $"f{beta:R}_{averaging.ToString().ToLowerInvariant()}"),
            outcome => outcome.Confusion.FScore(averaging, beta));
    }

    /// <summary>The part of rows whose class is among the <paramref name="k"/> most probable; <c>top_2_accuracy</c>, say.</summary>
    /// <param name="k">At least 1.</param>
    public static ClassificationMetric TopK(int k)
    {
        Require.InRange(k, 1, int.MaxValue, nameof(TopK));
        return new(
            string.Create(CultureInfo.InvariantCulture, $"top_{k}_accuracy"), outcome => TopKAccuracy.Of(outcome.Truth, outcome.Probabilities, k, outcome.Weights));
    }

    private static int Positive(ClassificationOutcome outcome, string metric) =>
        outcome.Classes.Count == 2
            ? 1
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The metric '{metric}' is of the second of two classes; there are {outcome.Classes.Count}. Take '{metric}_macro' instead."),
                nameof(outcome));
}
