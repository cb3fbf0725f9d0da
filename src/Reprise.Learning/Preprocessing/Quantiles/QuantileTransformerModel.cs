using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Quantiles;

/// <summary>A fitted <see cref="QuantileTransformer"/>: the place of a value among the landmarks of its column, by linear interpolation.</summary>
/// <remarks>A value equal to several landmarks gets the middle of their places; values beyond the ends get the end's.</remarks>
public sealed class QuantileTransformerModel : ITransformerModel
{
    /// <summary>The share cut from each end before the inverse normal, scikit-learn's 1e-7 less one rounding.</summary>
    private const double Cut = 1e-7 - 2.220446049250313e-16;

    private readonly double[] _quantiles;

    internal QuantileTransformerModel(double[] quantiles, int columns, OutputDistribution output) =>
        (_quantiles, InputColumns, Output) = (quantiles, columns, output);

    /// <summary>Landmarks of the columns, column after column, ascending.</summary>
    public ReadOnlySpan<double> Quantiles => _quantiles;

    /// <summary>The distribution given.</summary>
    public OutputDistribution Output { get; }

    /// <inheritdoc/>
    public int InputColumns { get; }

    /// <inheritdoc/>
    public int OutputColumns => InputColumns;

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination)
    {
        Require.Columns(x, InputColumns, nameof(QuantileTransformer));
        Require.Destination(destination, (long)x.Rows * InputColumns);
        Require.Finite(x);

        var count = _quantiles.Length / InputColumns;
        var values = x.Values;
        for (var start = 0; start < values.Length; start += InputColumns)
        {
            for (var column = 0; column < InputColumns; column++)
            {
                var share = Share(values[start + column], _quantiles.AsSpan(column * count, count));
                destination[start + column] = Output == OutputDistribution.Normal ? NormalDistribution.Quantile(Math.Clamp(share, Cut, 1 - Cut)) : share;
            }
        }
    }

    private static double Share(double value, ReadOnlySpan<double> landmarks)
    {
        var last = landmarks.Length - 1;
        if (value <= landmarks[0] || value >= landmarks[last])
        {
            return value <= landmarks[0] ? 0 : 1;
        }

        var (from, to) = (Below(landmarks, value, inclusive: false), Below(landmarks, value, inclusive: true));
        if (to > from)
        {
            return (from + (to - 1)) / 2.0 / last;              // it is landmark `from` to `to` − 1
        }

        var (low, high) = (landmarks[from - 1], landmarks[from]);
        var fraction = double.IsInfinity(high - low) ? ((value / 2) - (low / 2)) / ((high / 2) - (low / 2)) : (value - low) / (high - low);
        return (from - 1 + fraction) / last;
    }

    /// <summary>How many landmarks are below the value, or at most it.</summary>
    private static int Below(ReadOnlySpan<double> landmarks, double value, bool inclusive)
    {
        var (low, high) = (0, landmarks.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = landmarks[middle] < value || (inclusive && landmarks[middle] == value) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
