using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing.Columns;

namespace Reprise.Learning.Preprocessing.Encoding;

/// <summary>A fitted <see cref="OrdinalEncoder"/>. Features are called like their columns.</summary>
public sealed class OrdinalEncoderModel : ITableEncoderModel, ITableReader
{
    internal OrdinalEncoderModel(OrdinalColumn[] columns)
    {
        Columns = columns;
        Inputs = [.. columns.Select(column => column.Index.Input)];
        Categories = [.. columns.Select(column => column.Index.Categories)];
        FeatureNames = [.. columns.Select(column => column.Index.Input.Name)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<InputColumn> Inputs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Per input its categories as text, in order; null, where it is one, left out.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Categories { get; }

    internal OrdinalColumn[] Columns { get; }

    /// <inheritdoc/>
    public Matrix Transform(Table table) => TableReader.Transform(this, table);

    Matrix ITableReader.Read(Table table, ProblemList problems)
    {
        var matrix = new Matrix(table.RowCount, Columns.Length);
        for (var i = 0; i < Columns.Length; i++)
        {
            if (TableReader.Find(table, Columns[i].Index.Input, problems) is { } column)
            {
                Columns[i].Fill(matrix, i, column, problems);
            }
        }

        return matrix;
    }
}
