using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing;

/// <summary>A fitted <see cref="MaxAbsScaler"/>: x / scale per column.</summary>
public sealed class MaxAbsScalerModel : ITransformerModel
{
    private readonly double[] _scales;
    private readonly double[] _zeros;

    internal MaxAbsScalerModel(double[] scales) => (_scales, _zeros) = (scales, new double[scales.Length]);

    /// <summary>What is divided by, per column: the greatest absolute training value, or 1.</summary>
    public ReadOnlySpan<double> Scales => _scales;

    /// <inheritdoc/>
    public int InputColumns => _scales.Length;

    /// <inheritdoc/>
    public int OutputColumns => _scales.Length;

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination) =>
        CentreAndScale.Apply(x, _zeros, _scales, destination, nameof(MaxAbsScaler));
}
