using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Preprocessing.Columns;

/// <summary>Some columns of a table, how they become numbers, and the steps these go through. Immutable.</summary>
public sealed record ColumnBlock
{
    /// <summary>Its name, unique among the blocks of a <see cref="ColumnTransformer"/>; the prefix of its features.</summary>
    public required string Name { get; init; }

    /// <summary>The columns it takes. Two blocks may take the same one.</summary>
    public required ColumnSet Columns { get; init; }

    /// <summary>
    /// How they become numbers: <see cref="NumericSelector"/>, <see cref="Encoding.OneHotEncoder"/>, <see cref="Encoding.OrdinalEncoder"/>. These encode all
    /// columns of the block unless they name some. Default numbers as they are, nulls refused.
    /// </summary>
    public ITableEncoder Encoder { get; init; } = new NumericSelector();

    /// <summary>Steps after the encoder, in order. Steps that learn from the target belong in the pipeline. Default none.</summary>
    public IReadOnlyList<ITransformer> Steps { get; init; } = [];
}
