using System.Globalization;
using System.Text;
using Reprise.Learning.Metrics;

namespace Reprise.Learning.Fairness;

/// <summary>How a classifier treats groups: rates per group, and the gaps between the best and worst treated. Gaps have bootstrap intervals; one that cannot be computed is NaN.</summary>
public sealed record FairnessReport
{
    /// <summary>The class that counts as selected.</summary>
    public required string Positive { get; init; }

    /// <summary>Rates per group, in ordinal order of their names.</summary>
    public required IReadOnlyList<GroupRates> Groups { get; init; }

    /// <summary>Highest less lowest selection rate, in [0, 1]; 0 is demographic parity.</summary>
    public required ConfidenceInterval DemographicParityDifference { get; init; }

    /// <summary>Lowest ÷ highest selection rate, in [0, 1]; below 0.8 is taken as a sign of disparate impact (the four-fifths rule).</summary>
    public required ConfidenceInterval DisparateImpact { get; init; }

    /// <summary>The larger of the gaps in true and false positive rate, in [0, 1]; 0 is equalised odds (Hardt, Price and Srebro 2016).</summary>
    public required ConfidenceInterval EqualizedOddsDifference { get; init; }

    /// <summary>The gap in true positive rate, in [0, 1]; 0 is equal opportunity.</summary>
    public required ConfidenceInterval EqualOpportunityDifference { get; init; }

    /// <summary>What to be careful about: groups with few rows, rates that cannot be computed.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The report as aligned text.</summary>
    public string ToText()
    {
        var width = Math.Max(5, Groups.Max(group => group.Group.Length));
        var text = new StringBuilder();
        text.Append("group".PadRight(width)).Append("   rows  selected  accuracy       TPR       FPR  precision\n");
        foreach (var group in Groups)
        {
            text.Append(group.Group.PadRight(width)).Append(string.Create(
                CultureInfo.InvariantCulture,
                $"{group.Rows,7}{group.SelectionRate.Value,10:F3}{group.Accuracy.Value,10:F3}{group.TruePositiveRate.Value,10:F3}{group.FalsePositiveRate.Value,10:F3}{group.Precision.Value,11:F3}\n"));
        }

        Append(text, "demographic parity difference", DemographicParityDifference);
        Append(text, "disparate impact ratio", DisparateImpact);
        Append(text, "equalised odds difference", EqualizedOddsDifference);
        Append(text, "equal opportunity difference", EqualOpportunityDifference);
        foreach (var warning in Warnings)
        {
            text.Append("warning: ").Append(warning).Append('\n');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, ConfidenceInterval gap) =>
        text.Append(string.Create(CultureInfo.InvariantCulture, $"{name,-30}{gap.Value:F3} [{gap.Low:F3}, {gap.High:F3}]\n"));
}
