using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Preprocessing;

/// <summary>A fitted <see cref="NumericSelector"/>: reads its columns by name, in any order and beside any others, into a matrix.</summary>
public sealed class NumericSelectorModel : ITableEncoderModel
{
    private const int MaxProblems = 100;

    private readonly InputColumn[] _inputs;

    internal NumericSelectorModel(InputColumn[] inputs) => _inputs = inputs;

    /// <summary>The columns read, in the order of the matrix.</summary>
    public IReadOnlyList<InputColumn> Inputs => _inputs;

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames => [.. _inputs.Select(input => input.Name)];

    /// <summary>Rows × columns of finite numbers. Whole and real number columns stand in for each other.</summary>
    /// <exception cref="ArgumentException">Columns are missing or of another type, cells are null or not finite; up to 100 problems are listed.</exception>
    public Matrix Transform(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var problems = new ProblemList(MaxProblems);
        var matrix = new Matrix(table.RowCount, _inputs.Length);
        for (var i = 0; i < _inputs.Length; i++)
        {
            var input = _inputs[i];
            if (!table.TryGetColumn(input.Name, out var column))
            {
                problems.Add($"Column '{input.Name}' ({input.Type}) is missing.");
            }
            else if (!Fits(column.Type, input.Type))
            {
                problems.Add($"Column '{input.Name}' is {column.Type}; the model was trained on {input.Type}.");
            }
            else
            {
                Fill(matrix, i, column, problems);
            }
        }

        return problems.Count == 0
            ? matrix
            : throw new ArgumentException(problems.ToString(), nameof(table));
    }

    private static bool Fits(ColumnType given, ColumnType trained) =>
        given == trained || (given is ColumnType.Double or ColumnType.Long && trained is ColumnType.Double or ColumnType.Long);

    private static void Fill(Matrix matrix, int index, Column column, ProblemList problems)
    {
        for (var row = 0; row < column.Length; row++)
        {
            var value = column.NumberAt(row);
            matrix[row, index] = value;
            if (!double.IsFinite(value))
            {
                problems.Add(
                    $"Column '{column.Name}' is {(column.IsNull(row) ? "null" : value.ToString(CultureInfo.InvariantCulture))} at row {row}; a finite number is needed.");
            }
        }
    }
}
