namespace Reprise.Learning.Boosting;

/// <summary>The parameters of a run of boosting, checked.</summary>
internal sealed record BoostingPlan
{
    public required string Owner { get; init; }

    public required TreeRules Rules { get; init; }

    public required int Rounds { get; init; }

    public required int MaxBins { get; init; }

    public required double RowSubsample { get; init; }

    public required double ColumnSubsample { get; init; }

    /// <summary>Whether each column holds categories.</summary>
    public required bool[] Categorical { get; init; }

    /// <summary>Rounds without improvement before boosting stops, or null.</summary>
    public required int? Patience { get; init; }

    public required double ValidationFraction { get; init; }

    public required int Seed { get; init; }

    public required int Workers { get; init; }
}
