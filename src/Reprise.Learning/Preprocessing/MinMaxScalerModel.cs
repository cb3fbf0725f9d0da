using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing;

/// <summary>A fitted <see cref="MinMaxScaler"/>: x · factor + offset per column.</summary>
public sealed class MinMaxScalerModel : ITransformerModel
{
    private readonly double[] _offsets;
    private readonly double[] _factors;

    internal MinMaxScalerModel(double[] offsets, double[] factors, (double Minimum, double Maximum)? limits) =>
        (_offsets, _factors, Limits) = (offsets, factors, limits);

    /// <summary>What is added after the multiplication, per column.</summary>
    public ReadOnlySpan<double> Offsets => _offsets;

    /// <summary>What is multiplied by, per column.</summary>
    public ReadOnlySpan<double> Factors => _factors;

    /// <summary>The range results are cut to; null when they are not.</summary>
    public (double Minimum, double Maximum)? Limits { get; }

    /// <inheritdoc/>
    public int InputColumns => _offsets.Length;

    /// <inheritdoc/>
    public int OutputColumns => _offsets.Length;

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination)
    {
        Require.Columns(x, _offsets.Length, nameof(MinMaxScaler));
        Require.Destination(destination, (long)x.Rows * _offsets.Length);
        Require.Finite(x);

        var values = x.Values;
        for (var start = 0; start < values.Length; start += _offsets.Length)
        {
            for (var column = 0; column < _offsets.Length; column++)
            {
                destination[start + column] = ColumnStatistics.Saturate((values[start + column] * _factors[column]) + _offsets[column]);
            }
        }

        if (Limits is var (minimum, maximum))
        {
            foreach (ref var value in destination)
            {
                value = Math.Clamp(value, minimum, maximum);
            }
        }
    }
}
