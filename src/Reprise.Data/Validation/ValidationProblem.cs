namespace Reprise.Data.Validation;

/// <summary>One broken rule and its place.</summary>
public sealed record ValidationProblem
{
    /// <summary>The rule.</summary>
    public required ValidationRule Rule { get; init; }

    /// <summary>Whether it keeps the data from passing.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What is wrong, with the rule's bound, one line.</summary>
    public required string Message { get; init; }

    /// <summary>Data row, 1-based (the header is not counted); null when no single row is meant.</summary>
    public int? Row { get; init; }

    /// <summary>Line of the file, 1-based; null when no single line is meant.</summary>
    public int? Line { get; init; }

    /// <summary>Name of the column; null when no single column is meant.</summary>
    public string? Column { get; init; }

    /// <summary>The cell as it stands, shortened to 200 characters; null when no single cell is meant.</summary>
    public string? Value { get; init; }

    /// <summary>What to put instead, where that is certain.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The rows that are the same, for <see cref="ValidationRule.DuplicateRows"/>; else null.</summary>
    public IReadOnlyList<int>? Rows { get; init; }
}
