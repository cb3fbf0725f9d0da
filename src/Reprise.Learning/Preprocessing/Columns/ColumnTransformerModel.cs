using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Preprocessing.Columns;

/// <summary>A fitted <see cref="ColumnTransformer"/>: the features of its blocks, side by side.</summary>
public sealed class ColumnTransformerModel : ITableEncoderModel, ITableReader
{
    internal ColumnTransformerModel(ColumnBlockModel[] blocks, bool prefixNames)
    {
        Blocks = blocks;
        PrefixNames = prefixNames;
        Inputs = [.. blocks.SelectMany(block => block.Encoder.Inputs).DistinctBy(input => input.Name)];
        FeatureNames = [.. blocks.SelectMany(block => block.FeatureNames.Select(name => prefixNames ? $"{block.Name}__{name}" : name))];
    }

    /// <summary>The fitted blocks, the remainder last.</summary>
    public IReadOnlyList<ColumnBlockModel> Blocks { get; }

    /// <summary>Whether features are called <c>block__feature</c>.</summary>
    public bool PrefixNames { get; }

    /// <inheritdoc/>
    public IReadOnlyList<InputColumn> Inputs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <inheritdoc/>
    public Matrix Transform(Table table) => TableReader.Transform(this, table);

    Matrix ITableReader.Read(Table table, ProblemList problems)
    {
        var result = new Matrix(table.RowCount, FeatureNames.Count);
        var offset = 0;
        foreach (var block in Blocks)
        {
            if (block.Read(table, problems) is { } features)
            {
                for (var row = 0; row < features.Rows; row++)
                {
                    features.Row(row).CopyTo(result.Row(row)[offset..]);
                }
            }

            offset += block.FeatureNames.Count;
        }

        return result;
    }
}
