using Reprise.Core.Errors;

namespace Reprise.Flows.Gates;

/// <summary>
/// The candidate's metric is not below that of the live model by more than <paramref name="Tolerance"/> (absolute; higher is better).
/// Passes, and says so, while nothing is live; fails when the live model has no finite value to compare with. A model made from a generated sample never
/// replaces one made from real data, and never holds one back.
/// </summary>
public sealed record NotWorseThan(string Metric, double Tolerance) : GateRule
{
    private const string Name = "not_worse_than_production";

    /// <summary>How much lower the candidate may be, in [0, ∞).</summary>
    public double Tolerance { get; } = NotNegative(Tolerance);

    /// <inheritdoc/>
    public override GateCheck Check(GateSubject candidate, GateSubject? production)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        var comparable = production is null || production.OnSample == candidate.OnSample;
        double? bound = comparable && production is not null && production.Metrics.TryGetValue(Metric, out var live) && double.IsFinite(live)
            ? live - Tolerance
            : null;
        if (!TryMeasure(candidate, Name, Metric, bound, out var actual, out var problem))
        {
            return problem!;
        }

        var passed = production is null || (comparable ? actual >= bound - Rounding : production.OnSample);
        return new GateCheck
        {
            Rule = Name,
            Metric = Metric,
            Actual = actual,
            Bound = bound,
            Passed = passed,
            Words = production is null ? $"No production model yet: nothing to compare {Metric} of {candidate.Label} with."
                : comparable ? Words(candidate, production, actual, bound, passed)
                : production.OnSample ? $"The production model ({production.Label}) was made from a generated sample, so a model from real data is not compared with it."
                : $"{candidate.Label} was made from a generated sample; it does not replace a production model ({production.Label}) made from real data.",
        };
    }

    private string Words(GateSubject candidate, GateSubject production, double actual, double? bound, bool passed)
    {
        if (bound is null)
        {
            return $"{Metric} of the production model ({production.Label}) is missing or not finite, so the two cannot be compared; "
                + "promote without the gate and give a reason if that is right.";
        }

        return $"{Metric} of {candidate.Label} is {Text(actual)}, production ({production.Label}) has {Text(bound.Value + Tolerance)}: "
            + $"{(passed ? "not worse" : "worse")} by more than {Text(Tolerance)}."
            + Difference("measured on different data", candidate.MeasuredOn, production.MeasuredOn)
            + Difference("evaluated differently", candidate.EvaluatedBy, production.EvaluatedBy);
    }

    private static string Difference(string how, string? candidate, string? production) =>
        candidate is null || production is null || candidate == production ? "" : $" The two were {how} ({candidate} and {production}).";

    private static double NotNegative(double value)
    {
        Require.InRange(value, 0, double.PositiveInfinity, nameof(NotWorseThan), nameof(Tolerance));
        return value;
    }
}
