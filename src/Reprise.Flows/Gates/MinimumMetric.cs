using Reprise.Core.Errors;

namespace Reprise.Flows.Gates;

/// <summary>The candidate's metric is at least <paramref name="Minimum"/>. A missing or non-finite value fails.</summary>
public sealed record MinimumMetric(string Metric, double Minimum) : GateRule
{
    private const string Name = "minimum_metric";

    /// <summary>The smallest value that passes, any finite number.</summary>
    public double Minimum { get; } = Finite(Minimum);

    /// <inheritdoc/>
    public override GateCheck Check(GateSubject candidate, GateSubject? production)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (!TryMeasure(candidate, Name, Metric, Minimum, out var actual, out var problem))
        {
            return problem!;
        }

        var passed = actual >= Minimum - Rounding;
        return new GateCheck
        {
            Rule = Name,
            Metric = Metric,
            Actual = actual,
            Bound = Minimum,
            Passed = passed,
            Words = $"{Metric} of {candidate.Label} is {Text(actual)}, {(passed ? "at least" : "below")} the minimum {Text(Minimum)}.",
        };
    }

    private static double Finite(double value)
    {
        Require.InRange(value, double.NegativeInfinity, double.PositiveInfinity, nameof(MinimumMetric), nameof(Minimum));
        return value;
    }
}
