using Reprise.Data.Validation;

namespace Reprise.Cli.Validate;

/// <summary>What <c>reprise validate data</c> prints.</summary>
internal sealed record ValidateDataReport
{
    public required string File { get; init; }

    public required string Rules { get; init; }

    public required string RulesSource { get; init; }

    public required bool Passed { get; init; }

    public required int Rows { get; init; }

    public required int Columns { get; init; }

    public required int CleanRows { get; init; }

    public required long Errors { get; init; }

    public required long Warnings { get; init; }

    public required IReadOnlyList<RuleSummary> ByRule { get; init; }

    public required IReadOnlyList<ColumnSummary> ByColumn { get; init; }

    /// <summary>What was cleaned; null where nothing was asked for or it could not be done.</summary>
    public required CleanedReport? Cleaned { get; init; }

    public required IReadOnlyList<ValidationProblem> Problems { get; init; }

    public static ValidateDataReport Of(string file, DataRules rules, ValidationReport found, CleanedReport? cleaned) => new()
    {
        File = file,
        Rules = rules.Contract.Name,
        RulesSource = rules.Source,
        Passed = found.Passed,
        Rows = found.Rows,
        Columns = found.Columns,
        CleanRows = found.CleanRows,
        Errors = found.Errors,
        Warnings = found.Warnings,
        ByRule = found.ByRule,
        ByColumn = found.ByColumn,
        Cleaned = cleaned,
        Problems = found.Problems,
    };
}

/// <summary>What cleaning made.</summary>
internal sealed record CleanedReport
{
    public required string File { get; init; }

    public required string? ChangesFile { get; init; }

    public required int Rows { get; init; }

    public required int RowsDropped { get; init; }

    public required int Changes { get; init; }

    /// <summary>Whether the cleaned file, read back, passes.</summary>
    public required bool Passed { get; init; }

    public required long Errors { get; init; }

    public required long Warnings { get; init; }
}
