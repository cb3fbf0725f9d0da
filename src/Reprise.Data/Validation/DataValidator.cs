using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Data.Csv;

namespace Reprise.Data.Validation;

/// <summary>Holds CSV text against a data contract and reports every cell, row and column that breaks it.</summary>
public static class DataValidator
{
    private const int ShownCharacters = 200;

    /// <summary>Validates; nothing is thrown for bad data. Ragged rows are reported once and their cells are not judged: they may stand in the wrong columns.</summary>
    /// <param name="text">The cells as they stand.</param>
    /// <param name="contract">What they promise.</param>
    /// <param name="maxProblems">How many problems are described, in [0, ∞); all are counted. Default 1,000,000.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <exception cref="RepriseException">The contract contradicts itself.</exception>
    public static ValidationReport Validate(
        TextTable text, DataContract contract, int maxProblems = 1_000_000, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(contract);
        Require.InRange(maxProblems, 0, int.MaxValue, nameof(DataValidator));
        contract.Check();

        var log = new ProblemLog(maxProblems);
        ReportStructure(text, log);
        if (text.ColumnNames.Count > 0)
        {
            ReportColumns(text, contract, log);
        }

        var columns = contract.Columns
            .Select(column => (Place: text.IndexOf(column.Name), Column: column, Checker: new CellChecker(column)))
            .Where(entry => entry.Place >= 0)
            .OrderBy(entry => entry.Place)
            .ToArray();
        ReportSize(text, contract, log);
        ReportBalance(text, contract, log);
        var cleanRows = 0;
        for (var row = 0; row < text.RowCount; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var errors = log.Errors;
            if (text.IsRagged(row))
            {
                continue;
            }

            foreach (var (place, column, checker) in columns)
            {
                ReportCell(text, row, place, column, checker.Check(text.Cell(row, place)), contract, log);
            }

            cleanRows += log.Errors == errors ? 1 : 0;
        }

        ReportDuplicates(text, [.. columns.Select(entry => (entry.Place, entry.Checker))], contract, log);
        return new ValidationReport
        {
            Contract = contract.Name,
            Rows = text.RowCount,
            Columns = text.ColumnNames.Count,
            CleanRows = cleanRows,
            Passed = log.Errors == 0,
            Errors = log.Errors,
            Warnings = log.Warnings,
            ByRule = log.ByRule(),
            ByColumn = log.ByColumn(text.ColumnNames),
            Problems = log.Kept,
        };
    }

    private static void ReportStructure(TextTable text, ProblemLog log)
    {
        foreach (var problem in text.Problems)
        {
            log.Add(new ValidationProblem
            {
                Rule = ValidationRule.Structure,
                Severity = Severity.Error,
                Row = problem.Row > 0 ? problem.Row : null,
                Line = problem.Line > 0 ? problem.Line : null,
                Column = problem.ColumnName,
                Message = problem.Column > 0 && problem.ColumnName is null
                    ? string.Create(CultureInfo.InvariantCulture, $"column {problem.Column}: {problem.Message}")
                    : problem.Message,
            });
        }

        log.Count(ValidationRule.Structure, Severity.Error, null, text.ProblemCount - text.Problems.Count);
    }

    private static void ReportColumns(TextTable text, DataContract contract, ProblemLog log)
    {
        var known = contract.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var extra = text.ColumnNames.Where(name => !known.Contains(name)).ToList();
        foreach (var column in contract.Columns.Where(column => column.Required && text.IndexOf(column.Name) < 0))
        {
            var near = extra.Find(name => name.Trim().Equals(column.Name.Trim(), StringComparison.OrdinalIgnoreCase));
            log.Add(new ValidationProblem
            {
                Rule = ValidationRule.MissingColumn,
                Severity = Severity.Error,
                Line = 1,
                Column = column.Name,
                Message = near is not null ? $"the column is missing; '{near}' is there: rename it."
                    : text.ColumnNames.Count == 1 && text.ColumnNames[0].AsSpan().IndexOfAny(";\t|") >= 0 ? "the column is missing; the header is one cell: is the delimiter another one?"
                    : "the column is missing.",
            });
        }

        if (contract.ExtraColumns != Severity.Ignore)
        {
            foreach (var name in extra)
            {
                log.Add(new ValidationProblem
                {
                    Rule = ValidationRule.ExtraColumn,
                    Severity = contract.ExtraColumns,
                    Line = 1,
                    Column = name,
                    Message = "the contract does not know this column; drop it, or add it to the contract.",
                });
            }
        }
    }

    private static void ReportSize(TextTable text, DataContract contract, ProblemLog log)
    {
        if (text.RowCount < contract.MinRows)
        {
            log.Add(new ValidationProblem
            {
                Rule = ValidationRule.TooFewRows,
                Severity = Severity.Error,
                Message = string.Create(CultureInfo.InvariantCulture, $"there are {text.RowCount:N0} rows; at least {contract.MinRows:N0} are needed."),
            });
        }
    }

    private static void ReportBalance(TextTable text, DataContract contract, ProblemLog log)
    {
        var target = contract.Columns.FirstOrDefault(column => column.Name == contract.Target);
        if (contract.MinClassShare <= 0 || contract.ClassBalance == Severity.Ignore || target?.Labels is null || text.IndexOf(target.Name) < 0)
        {
            return;
        }

        var checker = new CellChecker(target);
        var counts = target.Labels.ToDictionary(label => label, _ => 0, StringComparer.Ordinal);
        for (var row = 0; row < text.RowCount; row++)
        {
            if (!text.IsRagged(row) && checker.Check(text.Cell(row, text.IndexOf(target.Name))).Label is { } label)
            {
                counts[label]++;
            }
        }

        var labelled = counts.Values.Sum();
        foreach (var label in target.Labels.Where(label => counts[label] < contract.MinClassShare * labelled || labelled == 0))
        {
            log.Add(new ValidationProblem
            {
                Rule = ValidationRule.ClassBalance,
                Severity = contract.ClassBalance,
                Column = target.Name,
                Value = label,
                Message = string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{label}' has {counts[label]:N0} of {labelled:N0} labelled rows; each label needs a share of {contract.MinClassShare} at least."),
            });
        }
    }

    private static void ReportCell(
        TextTable text, int row, int place, ColumnContract column, CheckedCell cell, DataContract contract, ProblemLog log)
    {
        if (cell.IsPadded && contract.PaddedNumbers != Severity.Ignore)
        {
            Add(ValidationRule.Padded, contract.PaddedNumbers, cell.IsNull ? "the cell holds blanks; leave it empty." : "the number has blanks around it.", text.Cell(row, place).Trim().ToString());
        }

        if (cell.Flaw is { } flaw)
        {
            Add(flaw, Severity.Error, Describe(flaw, column, cell), flaw == ValidationRule.OddLabel ? cell.Label : null);
        }

        void Add(ValidationRule rule, Severity severity, string message, string? suggestion)
        {
            var value = text.Cell(row, place);
            log.Add(new ValidationProblem
            {
                Rule = rule,
                Severity = severity,
                Row = row + 1,
                Line = text.LineOf(row),
                Column = column.Name,
                Value = value.Length > ShownCharacters ? $"{value[..ShownCharacters]}…" : value.ToString(),
                Message = message,
                Suggestion = suggestion,
            });
        }
    }

    private static string Describe(ValidationRule flaw, ColumnContract column, CheckedCell cell) => flaw switch
    {
        ValidationRule.Blank => "the cell is blank; the column needs a value in every row.",
        ValidationRule.BlankLabel => $"the label is blank; it is one of {Labels(column)}.",
        ValidationRule.OddLabel => $"the label stands for '{cell.Label}'; write it exactly so.",
        ValidationRule.UnknownLabel => $"the label is none of {Labels(column)}.",
        ValidationRule.OutOfRange => string.Create(
            CultureInfo.InvariantCulture, $"the number is {(cell.Number < column.Minimum ? $"below the minimum {column.Minimum}" : $"above the maximum {column.Maximum}")}."),
        _ => column.Type switch
        {
            ColumnType.Long => "this is no whole number.",
            ColumnType.Boolean => "this is neither true nor false.",
            _ => "this is no number.",
        },
    };

    private static string Labels(ColumnContract column) =>
        string.Join(", ", column.Labels!.Take(20).Select(label => $"'{label}'")) + (column.Labels!.Count > 20 ? ", …" : "");

    private static void ReportDuplicates(TextTable text, IReadOnlyList<(int, CellChecker)> columns, DataContract contract, ProblemLog log)
    {
        if (contract.DuplicateRows == Severity.Ignore || columns.Count == 0)
        {
            return;
        }

        foreach (var group in DuplicateRows.Find(text, columns))
        {
            log.Add(new ValidationProblem
            {
                Rule = ValidationRule.DuplicateRows,
                Severity = contract.DuplicateRows,
                Row = group[0] + 1,
                Line = text.LineOf(group[0]),
                Rows = [.. group.Select(row => row + 1)],
                Message = string.Create(
                    CultureInfo.InvariantCulture,
                    $"rows {string.Join(", ", group.Take(10).Select(row => row + 1))}{(group.Count > 10 ? $" and {group.Count - 10} more" : "")} have the same values; keep them in one fold, or drop all but one."),
            });
        }
    }
}
