using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Imputation;

/// <summary>A fitted <see cref="MissingIndicator"/>.</summary>
public sealed class MissingIndicatorModel : ITransformerModel
{
    internal MissingIndicatorModel(int columns) => InputColumns = columns;

    /// <inheritdoc/>
    public int InputColumns { get; }

    /// <inheritdoc/>
    public int OutputColumns => InputColumns;

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination)
    {
        Require.Columns(x, InputColumns, nameof(MissingIndicator));
        Require.Destination(destination, (long)x.Rows * InputColumns);
        Require.FiniteOrMissing(x);

        var values = x.Values;
        for (var i = 0; i < values.Length; i++)
        {
            destination[i] = double.IsNaN(values[i]) ? 1 : 0;
        }
    }

    /// <summary><c>name_missing</c> per column.</summary>
    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames(IReadOnlyList<string> inputs)
    {
        Require.Names(inputs, InputColumns);
        return [.. inputs.Select(name => $"{name}_missing")];
    }
}
