using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.FeatureSelection;

/// <summary>A fitted <see cref="VarianceThreshold"/>: some of the columns, in their order.</summary>
public sealed class VarianceThresholdModel : ITransformerModel
{
    private readonly double[] _variances;
    private readonly int[] _selected;

    internal VarianceThresholdModel(double[] variances, int[] selected) => (_variances, _selected) = (variances, selected);

    /// <summary>Population variance of each training column.</summary>
    public ReadOnlySpan<double> Variances => _variances;

    /// <summary>The columns kept, ascending.</summary>
    public ReadOnlySpan<int> Selected => _selected;

    /// <inheritdoc/>
    public int InputColumns => _variances.Length;

    /// <inheritdoc/>
    public int OutputColumns => _selected.Length;

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination) =>
        ColumnSubset.Copy(x, InputColumns, _selected, destination, nameof(VarianceThreshold));

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames(IReadOnlyList<string> inputs) => ColumnSubset.Names(inputs, InputColumns, _selected);
}
