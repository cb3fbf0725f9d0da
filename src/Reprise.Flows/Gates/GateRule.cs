using System.Globalization;

namespace Reprise.Flows.Gates;

/// <summary>One condition of a gate. Pure: same subjects, same check.</summary>
public abstract record GateRule
{
    /// <summary>Slack of every comparison, so that a value equal to its bound in decimals is not refused by the last bit of a double.</summary>
    private protected const double Rounding = 1e-12;

    /// <summary>Looks at the candidate and at what is live now; null when nothing is.</summary>
    public abstract GateCheck Check(GateSubject candidate, GateSubject? production);

    /// <summary>A value as sentences print it.</summary>
    private protected static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>The candidate's value if there is a finite one; else the failed check that says what is wrong with it.</summary>
    private protected static bool TryMeasure(GateSubject candidate, string rule, string metric, double? bound, out double actual, out GateCheck? problem)
    {
        var found = candidate.Metrics.TryGetValue(metric, out actual);
        problem = found && double.IsFinite(actual)
            ? null
            : new GateCheck
            {
                Rule = rule,
                Metric = metric,
                Actual = found ? actual : null,
                Bound = bound,
                Passed = false,
                Words = found
                    ? $"{metric} of {candidate.Label} is {actual.ToString(CultureInfo.InvariantCulture)}, not a finite number; look at its evaluation."
                    : $"{candidate.Label} has no metric '{metric}'; it has {Names(candidate)}.",
            };
        return problem is null;
    }

    private static string Names(GateSubject subject) =>
        subject.Metrics.Count == 0 ? "none" : string.Join(", ", subject.Metrics.Keys.Order(StringComparer.Ordinal).Take(20));
}
