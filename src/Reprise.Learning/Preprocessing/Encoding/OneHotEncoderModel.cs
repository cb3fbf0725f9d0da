using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing.Columns;

namespace Reprise.Learning.Preprocessing.Encoding;

/// <summary>A fitted <see cref="OneHotEncoder"/>. Features are called <c>column_category</c>, <c>column_null</c>, <c>column_infrequent</c>.</summary>
public sealed class OneHotEncoderModel : ITableEncoderModel, ITableReader
{
    internal OneHotEncoderModel(OneHotColumn[] columns)
    {
        Columns = columns;
        Inputs = [.. columns.Select(column => column.Index.Input)];
        Categories = [.. columns.Select(column => column.Index.Categories)];
        FeatureNames = [.. columns.SelectMany(column => column.FeatureNames)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<InputColumn> Inputs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Per input its categories as text, in order; null, where it is one, left out.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Categories { get; }

    internal OneHotColumn[] Columns { get; }

    /// <inheritdoc/>
    public Matrix Transform(Table table) => TableReader.Transform(this, table);

    Matrix ITableReader.Read(Table table, ProblemList problems)
    {
        var matrix = new Matrix(table.RowCount, FeatureNames.Count);
        var offset = 0;
        foreach (var input in Columns)
        {
            if (TableReader.Find(table, input.Index.Input, problems) is { } column)
            {
                input.Fill(matrix, offset, column, problems);
            }

            offset += input.Width;
        }

        return matrix;
    }
}
