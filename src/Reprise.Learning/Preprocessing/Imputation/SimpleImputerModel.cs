using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Imputation;

/// <summary>A fitted <see cref="SimpleImputer"/>: the columns with their gaps filled, then the indicators.</summary>
public sealed class SimpleImputerModel : ITransformerModel
{
    private readonly double[] _fills;
    private readonly int[] _indicated;

    internal SimpleImputerModel(double[] fills, int[] indicated) => (_fills, _indicated) = (fills, indicated);

    /// <summary>What is put in the place of a missing value, per column.</summary>
    public ReadOnlySpan<double> Fills => _fills;

    /// <summary>The columns that have an indicator, ascending.</summary>
    public ReadOnlySpan<int> Indicated => _indicated;

    /// <inheritdoc/>
    public int InputColumns => _fills.Length;

    /// <inheritdoc/>
    public int OutputColumns => _fills.Length + _indicated.Length;

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination)
    {
        Require.Columns(x, _fills.Length, nameof(SimpleImputer));
        Require.Destination(destination, (long)x.Rows * OutputColumns);
        Require.FiniteOrMissing(x);

        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            var result = destination.Slice(row * OutputColumns, OutputColumns);
            for (var i = 0; i < values.Length; i++)
            {
                result[i] = double.IsNaN(values[i]) ? _fills[i] : values[i];
            }

            for (var i = 0; i < _indicated.Length; i++)
            {
                result[_fills.Length + i] = double.IsNaN(values[_indicated[i]]) ? 1 : 0;
            }
        }
    }

    /// <summary>The same names, then <c>name_missing</c> per indicator.</summary>
    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames(IReadOnlyList<string> inputs)
    {
        Require.Names(inputs, InputColumns);
        return [.. inputs, .. _indicated.Select(column => $"{inputs[column]}_missing")];
    }
}
