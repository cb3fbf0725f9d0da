using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing;

/// <summary>A fitted <see cref="RobustScaler"/>: (x − median) / quantile range per column.</summary>
public sealed class RobustScalerModel : ITransformerModel
{
    private readonly double[] _centres;
    private readonly double[] _scales;

    internal RobustScalerModel(double[] centres, double[] scales) => (_centres, _scales) = (centres, scales);

    /// <summary>What is subtracted, per column: the training median, or 0.</summary>
    public ReadOnlySpan<double> Centres => _centres;

    /// <summary>What is divided by, per column: the training quantile range, or 1.</summary>
    public ReadOnlySpan<double> Scales => _scales;

    /// <inheritdoc/>
    public int InputColumns => _centres.Length;

    /// <inheritdoc/>
    public int OutputColumns => _centres.Length;

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination) =>
        CentreAndScale.Apply(x, _centres, _scales, destination, nameof(RobustScaler));
}
