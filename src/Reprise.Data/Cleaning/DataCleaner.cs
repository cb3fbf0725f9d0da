using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Data.Csv;
using Reprise.Data.Validation;

namespace Reprise.Data.Cleaning;

/// <summary>Makes data keep its contract and lists every change. Judges cells exactly as <see cref="DataValidator"/> does.</summary>
/// <remarks>
/// Numbers and labels are trimmed, odd labels written properly, unknown columns dropped. Junk and out-of-range cells are emptied, then imputed or their
/// row dropped; a row without a usable label, flag or needed text is dropped, and so is a row of another shape than the header. Duplicate rows stay: they
/// are no flaw of a cell. The medians see every row that stays, so measure a model on data it was not imputed from, or impute inside the folds.
/// </remarks>
public static class DataCleaner
{
    /// <summary>Cleans the text under the contract. O(cells · log rows).</summary>
    /// <exception cref="RepriseException">The text is malformed beyond its rows, a needed column is missing, or a column has no valid number to impute; all are listed.</exception>
    public static CleanedData Clean(
        TextTable text, DataContract contract, MissingNumbers missingNumbers = MissingNumbers.ImputeMedian, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(contract);
        contract.Check();
        ThrowIfHopeless(text, contract);

        var changes = new List<DataChange>();
        var columns = KeptColumns(text, contract, changes);
        var rows = KeptRows(text, columns, missingNumbers, changes, cancellationToken);
        var medians = columns.Select(column => new Lazy<string?>(() => column.Median(rows))).ToArray();
        ThrowIfNothingToImpute(columns, medians, rows);

        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < columns.Count; i++)
            {
                columns[i].AddCleaned(row, medians[i], changes);
            }
        }

        return new CleanedData
        {
            Text = TextTable.Of([.. columns.Select(column => column.Name)], [.. columns.Select(column => column.Cleaned)]),
            Changes = [.. changes.OrderBy(change => change.Row ?? 0)],
            SourceRows = [.. rows.Select(row => row + 1)],
            RowsDropped = text.RowCount - rows.Count,
        };
    }

    private static void ThrowIfHopeless(TextTable text, DataContract contract)
    {
        var problems = text.Problems.Where(problem => problem.Rule is not (CsvRule.Ragged or CsvRule.EmptyName)).Select(problem => problem.ToString()).ToList();
        if (text.ProblemCount > text.Problems.Count)
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture, $"The text has {text.ProblemCount:N0} problems and only {text.Problems.Count:N0} were kept; read it with a higher MaxProblems."));
        }

        problems.AddRange(contract.Columns
            .Where(column => column.Required && text.ColumnNames.Count > 0 && text.IndexOf(column.Name) < 0)
            .Select(column => $"The column `{column.Name}` is missing; cleaning cannot make it up."));
        if (problems.Count > 0)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, ["The data cannot be cleaned; repair this first:", .. problems]);
        }
    }

    private static List<CleanedColumn> KeptColumns(TextTable text, DataContract contract, List<DataChange> changes)
    {
        var kept = new List<CleanedColumn>();
        var unnamed = text.Problems.Where(problem => problem.Rule == CsvRule.EmptyName).Select(problem => problem.Column - 1).ToHashSet();
        for (var place = 0; place < text.ColumnNames.Count; place++)
        {
            var name = text.ColumnNames[place];
            if (contract.Columns.FirstOrDefault(column => column.Name == name) is { } column)
            {
                kept.Add(new CleanedColumn(text, place, column));
            }
            else if (contract.ExtraColumns == Severity.Ignore)
            {
                kept.Add(new CleanedColumn(text, place, new ColumnContract { Name = name, Type = ColumnType.String, Nullable = true }));
            }
            else
            {
                changes.Add(new DataChange { Action = ChangeAction.ColumnDropped, Rule = ValidationRule.ExtraColumn, Column = name });
                continue;
            }

            if (unnamed.Contains(place))
            {
                changes.Add(new DataChange { Action = ChangeAction.Relabelled, Rule = ValidationRule.Structure, Column = name, From = "", To = name });
            }
        }

        return kept;
    }

    /// <summary>The rows that stay, 0-based; each that goes is a change that names its first reason.</summary>
    private static List<int> KeptRows(
        TextTable text, List<CleanedColumn> columns, MissingNumbers missingNumbers, List<DataChange> changes, CancellationToken cancellationToken)
    {
        var kept = new List<int>(text.RowCount);
        for (var row = 0; row < text.RowCount; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reason = text.IsRagged(row) ? null : columns.Find(column => column.CostsTheRow(row, missingNumbers));
            if (reason is null && !text.IsRagged(row))
            {
                kept.Add(row);
                continue;
            }

            changes.Add(new DataChange
            {
                Action = ChangeAction.RowDropped,
                Rule = reason?.Check(row).Flaw ?? ValidationRule.Structure,
                Row = row + 1,
                Line = text.LineOf(row),
                Column = reason?.Name,
                From = reason is null ? null : text.Text(row, reason.Place),
            });
        }

        return kept;
    }

    private static void ThrowIfNothingToImpute(List<CleanedColumn> columns, Lazy<string?>[] medians, List<int> rows)
    {
        var problems = columns
            .Where((column, i) => column.IsNumber && rows.Exists(column.NeedsMedian) && medians[i].Value is null)
            .Select(column => $"The column `{column.Name}` has no valid number; there is nothing to impute from. Drop its rows, or mend the column.")
            .ToList();
        if (problems.Count > 0)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, problems);
        }
    }
}
