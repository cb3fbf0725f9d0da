using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing;

/// <summary>A fitted <see cref="PowerTransformer"/>: Yeo-Johnson with a λ per column, then (t − centre) / scale.</summary>
public sealed class PowerTransformerModel : ITransformerModel
{
    private readonly double[] _lambdas;
    private readonly double[] _centres;
    private readonly double[] _scales;

    internal PowerTransformerModel(double[] lambdas, double[] centres, double[] scales) =>
        (_lambdas, _centres, _scales) = (lambdas, centres, scales);

    /// <summary>The exponent per column.</summary>
    public ReadOnlySpan<double> Lambdas => _lambdas;

    /// <summary>Means of the transformed training columns; 0 without standardisation.</summary>
    public ReadOnlySpan<double> Centres => _centres;

    /// <summary>Deviations of the transformed training columns; 1 without standardisation.</summary>
    public ReadOnlySpan<double> Scales => _scales;

    /// <inheritdoc/>
    public int InputColumns => _lambdas.Length;

    /// <inheritdoc/>
    public int OutputColumns => _lambdas.Length;

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination)
    {
        Require.Columns(x, _lambdas.Length, nameof(PowerTransformer));
        Require.Destination(destination, (long)x.Rows * _lambdas.Length);
        Require.Finite(x);

        var values = x.Values;
        for (var start = 0; start < values.Length; start += _lambdas.Length)
        {
            for (var column = 0; column < _lambdas.Length; column++)
            {
                var transformed = YeoJohnson.Transform(values[start + column], _lambdas[column]);
                destination[start + column] = ColumnStatistics.Saturate((transformed - _centres[column]) / _scales[column]);
            }
        }
    }
}
