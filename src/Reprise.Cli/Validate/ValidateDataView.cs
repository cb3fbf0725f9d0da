using System.Globalization;
using System.Text.Json;
using Reprise.Cli.Shell;
using Reprise.Data.Validation;

namespace Reprise.Cli.Validate;

/// <summary>A validation for people: the verdict, counts by rule and column, then the problems.</summary>
internal sealed class ValidateDataView(Terminal terminal, int limit)
{
    private const int ColumnsShown = 10;
    private const int ValueCharacters = 24;

    public void Write(string file, DataRules rules, ValidationReport report)
    {
        var output = terminal.OutputWriter;
        output.WriteLine(Text($"{file}: {report.Rows:N0} rows, {report.Columns:N0} columns. Rules: {rules.Words}."));
        output.WriteLine(Text(
            $"{(report.Passed ? "PASSED" : "FAILED")}: {Count(report.Errors, "error")}, {Count(report.Warnings, "warning")}; {report.CleanRows:N0} of {report.Rows:N0} rows have no error."));
        if (report.ByRule.Count == 0)
        {
            return;
        }

        output.WriteLine();
        WriteByRule(report);
        if (report.ByColumn.Count > 0)
        {
            output.WriteLine();
            WriteByColumn(report);
        }

        if (report.Problems.Count > 0)
        {
            output.WriteLine();
            WriteProblems(report);
        }
    }

    public void Write(CleanedReport cleaned)
    {
        var output = terminal.OutputWriter;
        output.WriteLine();
        output.WriteLine(Text(
            $"Cleaned: {cleaned.File}: {cleaned.Rows:N0} rows ({cleaned.RowsDropped:N0} dropped), {Count(cleaned.Changes, "change")}{(cleaned.ChangesFile is null ? "; list them with --changes FILE" : $" in {cleaned.ChangesFile}")}."));
        output.WriteLine(Text(
            $"Read back, it {(cleaned.Passed ? "passes" : "does not pass")}: {Count(cleaned.Errors, "error")}, {Count(cleaned.Warnings, "warning")}."));
    }

    private void WriteByRule(ValidationReport report)
    {
        var table = new TextTable("rule", "severity", "count");
        foreach (var rule in report.ByRule)
        {
            table.Add(Word(rule.Rule), Word(rule.Severity), Number(rule.Count));
        }

        table.Write(terminal);
    }

    private void WriteByColumn(ValidationReport report)
    {
        var table = new TextTable("column", "count", "of which");
        foreach (var column in report.ByColumn.OrderByDescending(column => column.Count).Take(ColumnsShown))
        {
            table.Add(column.Column, Number(column.Count), string.Join(", ", column.ByRule.Select(rule => $"{Word(rule.Rule)} {Number(rule.Count)}")));
        }

        table.Write(terminal);
        if (report.ByColumn.Count > ColumnsShown)
        {
            terminal.OutputWriter.WriteLine(Text($"… and {Count(report.ByColumn.Count - ColumnsShown, "more column")} with problems."));
        }
    }

    private void WriteProblems(ValidationReport report)
    {
        // Errors first: with many padded numbers they would not be seen.
        var shown = report.Problems.OrderByDescending(problem => problem.Severity).Take(limit == 0 ? int.MaxValue : limit).ToList();
        var table = new TextTable("row", "line", "column", "value", "rule", "what");
        foreach (var problem in shown)
        {
            table.Add(
                Number(problem.Row), Number(problem.Line), problem.Column ?? "", Quoted(problem.Value), Word(problem.Rule),
                problem.Severity == Severity.Warning ? $"{problem.Message} (warning)" : problem.Message);
        }

        table.Write(terminal);
        var left = report.Errors + report.Warnings - shown.Count;
        if (left > 0)
        {
            terminal.OutputWriter.WriteLine(Text($"… and {Count(left, "more problem")}: see them all with --limit 0, or with --json."));
        }
    }

    private static string Quoted(string? value) =>
        value is null ? "" : value.Length > ValueCharacters ? $"'{value.AsSpan(0, ValueCharacters)}…'" : $"'{value}'";

    private static string Count(long count, string noun) => Text($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
