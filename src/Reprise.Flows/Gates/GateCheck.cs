namespace Reprise.Flows.Gates;

/// <summary>What one rule found.</summary>
public sealed record GateCheck
{
    /// <summary>The rule's name, such as <c>minimum_metric</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The metric looked at; null when the rule looks at something else.</summary>
    public string? Metric { get; init; }

    /// <summary>The candidate's value; null when it has none. May be NaN or infinite, which fails.</summary>
    public double? Actual { get; init; }

    /// <summary>The smallest value that passes; null when the rule had nothing to compare with.</summary>
    public double? Bound { get; init; }

    /// <summary>Whether the rule is satisfied.</summary>
    public required bool Passed { get; init; }

    /// <summary>The finding in a sentence for people.</summary>
    public required string Words { get; init; }
}
