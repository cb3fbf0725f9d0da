using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing.Columns;

namespace Reprise.Learning.Preprocessing;

/// <summary>A fitted <see cref="NumericSelector"/>: reads its columns by name, in any order and beside any others, into a matrix.</summary>
public sealed class NumericSelectorModel : ITableEncoderModel, ITableReader
{
    private readonly InputColumn[] _inputs;

    internal NumericSelectorModel(InputColumn[] inputs, bool allowMissing = false) => (_inputs, AllowMissing) = (inputs, allowMissing);

    /// <summary>The columns read, in the order of the matrix.</summary>
    public IReadOnlyList<InputColumn> Inputs => _inputs;

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames => [.. _inputs.Select(input => input.Name)];

    /// <summary>Whether nulls and NaN are let through as NaN.</summary>
    public bool AllowMissing { get; }

    /// <summary>Rows × columns of numbers, finite unless missing values are let through. Whole and real number columns stand in for each other.</summary>
    /// <exception cref="ArgumentException">Columns are missing or of another type, cells are null or not finite; up to 100 problems are listed.</exception>
    public Matrix Transform(Table table) => TableReader.Transform(this, table);

    Matrix ITableReader.Read(Table table, ProblemList problems)
    {
        var matrix = new Matrix(table.RowCount, _inputs.Length);
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (TableReader.Find(table, _inputs[i], problems) is { } column)
            {
                Fill(matrix, i, column, problems);
            }
        }

        return matrix;
    }

    private void Fill(Matrix matrix, int index, Column column, ProblemList problems)
    {
        for (var row = 0; row < column.Length; row++)
        {
            var value = column.NumberAt(row);
            matrix[row, index] = value;
            if (!double.IsFinite(value) && !(AllowMissing && double.IsNaN(value)))
            {
                problems.Add(
                    $"Column '{column.Name}' is {(column.IsNull(row) ? "null" : value.ToString(CultureInfo.InvariantCulture))} at row {row}; a finite number is needed.");
            }
        }
    }
}
