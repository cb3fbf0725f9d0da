using Reprise.Data.Validation;

namespace Reprise.Cli.Validate;

/// <summary>What <c>reprise validate data</c> prints.</summary>
internal sealed record ValidateDataReport
{
    public required string File { get; init; }

    /// <summary>Where the rules came from: file, built_in, inferred.</summary>
    public required string RulesSource { get; init; }

    public required ValidationReport Validation { get; init; }

    /// <summary>What was cleaned; null where nothing was asked for or it could not be done.</summary>
    public required CleanedReport? Cleaned { get; init; }
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
