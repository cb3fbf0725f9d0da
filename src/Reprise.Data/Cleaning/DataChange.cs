using Reprise.Data.Validation;

namespace Reprise.Data.Cleaning;

/// <summary>One thing that cleaning did to the data, at its place in the original file.</summary>
public sealed record DataChange
{
    /// <summary>What was done.</summary>
    public required ChangeAction Action { get; init; }

    /// <summary>The rule that was broken.</summary>
    public required ValidationRule Rule { get; init; }

    /// <summary>Data row of the original, 1-based; null for a column.</summary>
    public int? Row { get; init; }

    /// <summary>Line of the original file, 1-based; null for a column.</summary>
    public int? Line { get; init; }

    /// <summary>The column; null for a row that is dropped because of its shape.</summary>
    public string? Column { get; init; }

    /// <summary>The cell as it was; null where no cell is meant.</summary>
    public string? From { get; init; }

    /// <summary>The cell as it is now; null where it is gone.</summary>
    public string? To { get; init; }
}
