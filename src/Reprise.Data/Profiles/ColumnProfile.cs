using Reprise.Core.Tables;

namespace Reprise.Data.Profiles;

/// <summary>What the values of one column look like.</summary>
public sealed record ColumnProfile
{
    /// <summary>The column.</summary>
    public required string Name { get; init; }

    /// <summary>Its type.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Cells without a value.</summary>
    public required int Nulls { get; init; }

    /// <summary>Different values.</summary>
    public required int Distinct { get; init; }

    /// <summary>Smallest finite number; null for text and for a column without one.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest finite number.</summary>
    public double? Maximum { get; init; }

    /// <summary>Mean of the finite numbers.</summary>
    public double? Mean { get; init; }

    /// <summary>Standard deviation of the finite numbers with n − 1; null below two of them.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>Median of the finite numbers.</summary>
    public double? Median { get; init; }

    /// <summary>The most frequent values of text, at most ten, most frequent first; null for numbers.</summary>
    public IReadOnlyList<ValueCount>? Top { get; init; }
}

/// <summary>How often a value occurs.</summary>
public sealed record ValueCount(string Value, int Count);
