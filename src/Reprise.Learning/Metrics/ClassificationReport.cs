using System.Globalization;
using System.Text;

namespace Reprise.Learning.Metrics;

/// <summary>Scores per class with their averages: what scikit-learn's <c>classification_report</c> shows, as values and as text.</summary>
public sealed record ClassificationReport
{
    private const string MacroLabel = "macro avg";
    private const string WeightedLabel = "weighted avg";

    /// <summary>One line per class that occurs in truth or prediction.</summary>
    public required IReadOnlyList<ClassScores> Classes { get; init; }

    /// <summary>The part of rows predicted as what they are.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The plain mean over classes.</summary>
    public required ClassScores MacroAverage { get; init; }

    /// <summary>The mean over classes weighted by their rows.</summary>
    public required ClassScores WeightedAverage { get; init; }

    /// <summary>The report of a confusion matrix.</summary>
    public static ClassificationReport Of(ConfusionMatrix confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        return new ClassificationReport
        {
            Classes =
            [
                .. Enumerable.Range(0, confusion.Classes.Count)
                    .Where(confusion.Occurs)
                    .Select(i => new ClassScores(
                        confusion.Classes[i], confusion.Precision(i), confusion.Recall(i), confusion.FScore(i), confusion.Support(i))),
            ],
            Accuracy = confusion.Accuracy,
            MacroAverage = Averaged(MacroLabel, Averaging.Macro, confusion),
            WeightedAverage = Averaged(WeightedLabel, Averaging.Weighted, confusion),
        };
    }

    /// <summary>The report as aligned text with so many decimals, line for line what scikit-learn prints.</summary>
    public string ToText(int digits = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(digits);
        var width = Math.Max(WeightedLabel.Length, Classes.Max(line => line.Label.Length));
        var text = new StringBuilder();
        AppendLine(text, width, "", "precision", "recall", "f1-score", "support");
        text.Append('\n');
        foreach (var line in Classes)
        {
            AppendScores(text, width, line, digits);
        }

        text.Append('\n');
        var rows = MacroAverage.Support.ToString(CultureInfo.InvariantCulture);
        AppendLine(text, width, "accuracy", "", "", Fixed(Accuracy, digits), rows);
        AppendScores(text, width, MacroAverage, digits);
        AppendScores(text, width, WeightedAverage, digits);
        return text.ToString();
    }

    private static ClassScores Averaged(string label, Averaging averaging, ConfusionMatrix confusion) =>
        new(label, confusion.Precision(averaging), confusion.Recall(averaging), confusion.FScore(averaging), confusion.Total);

    private static void AppendScores(StringBuilder text, int width, ClassScores line, int digits) =>
        AppendLine(
            text,
            width,
            line.Label,
            Fixed(line.Precision, digits),
            Fixed(line.Recall, digits),
            Fixed(line.F1, digits),
            line.Support.ToString(CultureInfo.InvariantCulture));

    private static void AppendLine(StringBuilder text, int width, string label, params ReadOnlySpan<string> cells)
    {
        text.Append(label.PadLeft(width)).Append(' ');
        foreach (var cell in cells)
        {
            text.Append(' ').Append(cell.PadLeft(9));
        }

        text.Append('\n');
    }

    /// <summary>Fixed decimals; exact halves go to the even digit, as Python prints them.</summary>
    private static string Fixed(double value, int digits)
    {
        var scale = Math.Pow(10, digits);
        var scaled = value * scale;
        var isHalf = scaled - Math.Floor(scaled) == 0.5 && Math.FusedMultiplyAdd(value, scale, -scaled) == 0;
        return (isHalf ? Math.Round(scaled, MidpointRounding.ToEven) / scale : value)
            .ToString($"F{digits.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);
    }
}
