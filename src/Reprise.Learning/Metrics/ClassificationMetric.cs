namespace Reprise.Learning.Metrics;

/// <summary>A number that rates predictions, under the name it is tracked by; the names are scikit-learn's.</summary>
public sealed record ClassificationMetric(string Name, Func<ClassificationOutcome, double> Compute)
{
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
        new("roc_auc_ovr", outcome => RocAuc.OneVersusRest(outcome.Truth, outcome.Probabilities));

    /// <summary>Cross-entropy; lower is better.</summary>
    public static ClassificationMetric LogLoss { get; } = new("log_loss", outcome => Metrics.LogLoss.Of(outcome.Truth, outcome.Probabilities));

    /// <summary>All of the above.</summary>
    public static IReadOnlyList<ClassificationMetric> Standard { get; } =
        [Accuracy, BalancedAccuracy, PrecisionMacro, RecallMacro, F1Macro, F1Weighted, RocAucOvr, LogLoss];
}
