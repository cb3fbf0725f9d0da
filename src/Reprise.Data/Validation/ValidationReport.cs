using System.Text.Json;

namespace Reprise.Data.Validation;

/// <summary>Everything found in one validation.</summary>
public sealed record ValidationReport
{
    /// <summary>Name of the contract.</summary>
    public required string Contract { get; init; }

    /// <summary>Data rows of the file.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns of the file.</summary>
    public required int Columns { get; init; }

    /// <summary>Data rows in which no cell has an error.</summary>
    public required int CleanRows { get; init; }

    /// <summary>Whether there is no error; warnings pass.</summary>
    public required bool Passed { get; init; }

    /// <summary>How many errors there are.</summary>
    public required long Errors { get; init; }

    /// <summary>How many warnings there are.</summary>
    public required long Warnings { get; init; }

    /// <summary>Counts by rule, in the rules' order; a rule without problems is left out.</summary>
    public required IReadOnlyList<RuleSummary> ByRule { get; init; }

    /// <summary>Counts by column, in the file's order; a column without problems is left out.</summary>
    public required IReadOnlyList<ColumnSummary> ByColumn { get; init; }

    /// <summary>The problems: of the whole file, then of cells by row and column, then groups of duplicate rows. Up to the limit that was asked for.</summary>
    public required IReadOnlyList<ValidationProblem> Problems { get; init; }

    /// <summary>Number of problems of one rule, listed or not.</summary>
    public long Count(ValidationRule rule) => ByRule.FirstOrDefault(summary => summary.Rule == rule)?.Count ?? 0;

    /// <summary>The report as indented JSON with snake-case names.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DataJson.Options);
}

/// <summary>How often one rule is broken.</summary>
public sealed record RuleSummary(ValidationRule Rule, Severity Severity, long Count);

/// <summary>How often rules are broken in one column.</summary>
public sealed record ColumnSummary
{
    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>Problems of every kind.</summary>
    public required long Count { get; init; }

    /// <summary>The same by rule, in the rules' order.</summary>
    public required IReadOnlyList<RuleSummary> ByRule { get; init; }
}
