using System.Globalization;
using System.Text;

namespace Reprise.Learning.Guards;

/// <summary>What the guard found, most severe first, and which checks ran.</summary>
public sealed record Verdict(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Checks)
{
    /// <summary>The severest finding; null when nothing was found.</summary>
    public Severity? Worst => Findings.Count == 0 ? null : Findings.Max(finding => finding.Severity);

    /// <summary>Whether nothing critical was found.</summary>
    public bool IsSound => Worst is not Severity.Critical;

    /// <summary>The verdict for reading: a line with the outcome, then two lines per finding.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(Findings.Count == 0 ? "sound: nothing found by " : IsSound ? "sound, with findings by " : "not sound: critical findings by ")
            .Append(string.Join(", ", Checks)).Append('\n');
        foreach (var finding in Findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{finding.Severity.ToString().ToLowerInvariant()}] {finding.Check} at {finding.Where}: {finding.Message}\n    {finding.Advice}\n");
        }

        return text.ToString();
    }

    internal static Verdict Of(IEnumerable<Finding> findings, params IReadOnlyList<string> checks) =>
        new([.. findings.OrderByDescending(finding => finding.Severity)], checks);
}
