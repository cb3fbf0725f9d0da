using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing;

/// <summary>A fitted <see cref="PowerTransformer"/>: a power transform with a λ per column, then (t − centre) / scale.</summary>
public abstract class PowerTransformerModel : ITransformerModel
{
    private readonly double[] _lambdas;
    private readonly double[] _centres;
    private readonly double[] _scales;

    private protected PowerTransformerModel(double[] lambdas, double[] centres, double[] scales) =>
        (_lambdas, _centres, _scales) = (lambdas, centres, scales);

    /// <summary>The family of transforms.</summary>
    public abstract PowerMethod Method { get; }

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
        Check(x);

        var values = x.Values;
        for (var start = 0; start < values.Length; start += _lambdas.Length)
        {
            for (var column = 0; column < _lambdas.Length; column++)
            {
                var transformed = Power(values[start + column], _lambdas[column]);
                destination[start + column] = ColumnStatistics.Saturate((transformed - _centres[column]) / _scales[column]);
            }
        }
    }

    /// <summary>Refuses values the family is not defined for.</summary>
    private protected virtual void Check(MatrixView x)
    {
    }

    /// <summary>The transformed value, cut to the ends of the double range.</summary>
    private protected abstract double Power(double x, double lambda);
}
