using System.Text.Json;
using Reprise.Learning.Metrics;

namespace Reprise.Learning.Tests.Metrics;

public sealed class MetricGoldenTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var set in (string[])["iris", "breast_cancer", "digits", "turkish"])
            {
                foreach (var classifier in (string[])["LogisticRegression_lbfgs_C1", "KNN5_uniform", "DecisionTree_gini_depth3"])
                {
                    if (set != "digits" || classifier != "LogisticRegression_lbfgs_C1")
                    {
                        cases.Add(set, classifier);
                    }
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ConfusionMatrix_OfReferencePredictions_GivesReferenceScores(string name, string classifier)
    {
        var (confusion, scores, _, _) = Load(name, classifier);

        Assert.Equal(
            scores.GetProperty("confusion_matrix").EnumerateArray().Select(row => row.Integers().Select(count => (long)count)), confusion.Rows);
        Close(scores, "accuracy", confusion.Accuracy);
        Close(scores, "balanced_accuracy", confusion.BalancedAccuracy);
        Close(scores, "f1_macro", confusion.FScore(Averaging.Macro));
        Close(scores, "f1_weighted", confusion.FScore(Averaging.Weighted));
        Close(scores, "f1_micro", confusion.FScore(Averaging.Micro));
        Close(scores, "precision_macro", confusion.Precision(Averaging.Macro));
        Close(scores, "recall_macro", confusion.Recall(Averaging.Macro));
        Close(scores, "mcc", confusion.MatthewsCorrelation);
        Close(scores, "cohen_kappa", confusion.CohenKappa);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ClassificationReport_OfReferencePredictions_GivesReferenceValuesAndText(string name, string classifier)
    {
        var (confusion, scores, _, _) = Load(name, classifier);
        var golden = scores.GetProperty("classification_report");

        var report = ClassificationReport.Of(confusion);

        Assert.Equal(scores.GetProperty("classification_report_text").GetString(), report.ToText());
        foreach (var line in report.Classes.Append(report.MacroAverage).Append(report.WeightedAverage))
        {
            var expected = golden.GetProperty(line.Label);
            Close(expected, "precision", line.Precision);
            Close(expected, "recall", line.Recall);
            Close(expected, "f1-score", line.F1);
            Assert.Equal(expected.GetProperty("support").GetInt64(), line.Support);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ProbabilityMetrics_OfReferenceProbabilities_GiveReferenceScores(string name, string classifier)
    {
        var (confusion, scores, truth, values) = Load(name, classifier);
        var probabilities = values.GetProperty("proba").Matrix();

        var outcome = new ClassificationOutcome(truth, probabilities, confusion.Classes);

        Assert.Equal(values.GetProperty("pred").Integers(), outcome.Predicted.ToArray());
        Close(scores, "log_loss", ClassificationMetric.LogLoss.Compute(outcome));
        if (scores.TryGetProperty("roc_auc", out _))
        {
            var curve = RocAuc.OfClass(truth, probabilities, 1);
            Close(scores, "roc_auc", ClassificationMetric.RocAucOvr.Compute(outcome));
            Close(scores, "average_precision", ClassificationMetric.AveragePrecision.Compute(outcome));
            Close(scores, "brier", ClassificationMetric.Brier.Compute(outcome));
            AssertCurve(scores.GetProperty("roc_curve"), curve);
        }
        else
        {
            Close(scores, "roc_auc_ovr_macro", ClassificationMetric.RocAucOvr.Compute(outcome));
            Close(scores, "roc_auc_ovr_weighted", RocAuc.OneVersusRest(truth, probabilities, Averaging.Weighted));
            Close(scores, "roc_auc_ovo_macro", RocAuc.OneVersusOne(truth, probabilities));
            Close(scores, "roc_auc_ovo_weighted", RocAuc.OneVersusOne(truth, probabilities, Averaging.Weighted));
        }
    }

    /// <summary>The reference keeps some points on straight lines; ours are its corners, and all of its points lie between ours.</summary>
    private static void AssertCurve(JsonElement golden, RocCurve curve)
    {
        var expected = golden.GetProperty("fpr").Doubles().Zip(golden.GetProperty("tpr").Doubles()).ToList();
        Assert.All(curve.Points, point => Assert.Contains(expected, e => Near(e.First, point.FalsePositiveRate) && Near(e.Second, point.TruePositiveRate)));
        Assert.All(expected, e => Assert.Contains(curve.Points.Zip(curve.Points.Skip(1)), line => LiesOn(line.First, line.Second, e.First, e.Second)));
    }

    private static bool LiesOn(RocPoint a, RocPoint b, double x, double y) =>
        x >= a.FalsePositiveRate - Tolerance && x <= b.FalsePositiveRate + Tolerance
        && y >= a.TruePositiveRate - Tolerance && y <= b.TruePositiveRate + Tolerance
        && Near((x - a.FalsePositiveRate) * (b.TruePositiveRate - a.TruePositiveRate), (y - a.TruePositiveRate) * (b.FalsePositiveRate - a.FalsePositiveRate));

    private static bool Near(double a, double b) => Math.Abs(a - b) <= Tolerance;

    private static (ConfusionMatrix Confusion, JsonElement Scores, int[] Truth, JsonElement Values) Load(string name, string classifier)
    {
        var set = GoldenSet.Load(name);
        var (_, _, test) = ReferenceProtocol.Split(set);
        var truth = ReferenceProtocol.Take(set.Y, test);
        var values = set.Values.GetProperty(classifier);
        string[] labels = [.. Enumerable.Range(0, set.Classes.Length).Select(index => $"{index}")];
        return (ConfusionMatrix.Of(truth, values.GetProperty("pred").Integers(), labels), values.GetProperty("scores"), truth, values);
    }

    private static void Close(JsonElement scores, string name, double actual) =>
        Numbers.Close([scores.GetProperty(name).GetDouble()], [actual], Tolerance);
}
