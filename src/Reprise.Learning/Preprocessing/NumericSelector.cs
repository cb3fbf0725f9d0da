using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing.Columns;

namespace Reprise.Learning.Preprocessing;

/// <summary>Chooses the columns of a table that become the features of a matrix.</summary>
/// <remarks>Immutable; safe to share between threads.</remarks>
public sealed record NumericSelector : ITableEncoder, IColumnEncoder
{
    /// <summary>The columns to take, in this order: numbers, or booleans read as 0 and 1. Null for every number column in the table's order. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Columns never taken (identifiers, say); names that are not in the table are ignored. Default none.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Whether nulls and NaN are let through as missing values (NaN); otherwise they are refused. Default false.</summary>
    public bool AllowMissing { get; init; }

    /// <summary>Fixes names and types from the training table.</summary>
    /// <exception cref="ArgumentException">A named column is missing or is text, or no column is left; all problems are listed.</exception>
    public NumericSelectorModel Fit(Table table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        cancellationToken.ThrowIfCancellationRequested();
        var chosen = table.Without([.. Except]);
        var names = Columns ?? [.. chosen.Columns.Where(column => column.Type is ColumnType.Double or ColumnType.Long).Select(column => column.Name)];
        var problems = new List<string>();
        var inputs = new List<InputColumn>();
        foreach (var name in names)
        {
            if (!chosen.TryGetColumn(name, out var column))
            {
                problems.Add($"Column '{name}' is not in the table.");
            }
            else if (column.Type == ColumnType.String)
            {
                problems.Add($"Column '{name}' is text; encode it as numbers first.");
            }
            else if (inputs.Exists(input => input.Name == name))
            {
                problems.Add($"Column '{name}' is named twice.");
            }
            else
            {
                inputs.Add(new InputColumn(name, column.Type));
            }
        }

        if (names.Count == 0)
        {
            problems.Add("The table has no number column to learn from.");
        }

        return problems.Count == 0
            ? new NumericSelectorModel([.. inputs], AllowMissing)
            : throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(table));
    }

    ITableEncoder IColumnEncoder.Over(IReadOnlyList<string> columns) => this with { Columns = Columns ?? columns };

    ITableEncoderModel ITableEncoder.Fit(Table table, CancellationToken cancellationToken) => Fit(table, cancellationToken);
}
