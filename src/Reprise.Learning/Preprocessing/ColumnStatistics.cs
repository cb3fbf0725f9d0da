using System.Globalization;

namespace Reprise.Learning.Preprocessing;

/// <summary>Statistics of one column that the scalers share, computed as NumPy does.</summary>
internal static class ColumnStatistics
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>The sum in order, divided by the count.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>Mean and population variance in two passes, with the correction for the mean's own rounding.</summary>
    public static (double Mean, double Variance) MeanAndVariance(ReadOnlySpan<double> values)
    {
        var mean = Mean(values);
        var squares = 0.0;
        var rest = 0.0;
        foreach (var value in values)
        {
            var difference = value - mean;
            squares += difference * difference;
            rest += difference;
        }

        return (mean, (squares - (rest * rest / values.Length)) / values.Length);
    }

    /// <summary>The deviation to divide by: 1 for a column that is constant within rounding, as scikit-learn decides it.</summary>
    public static double SafeDeviation(double mean, double variance, int count)
    {
        var noise = (count * Epsilon * variance) + (count * mean * Epsilon * count * mean * Epsilon);
        return variance <= noise || !(variance > 0) ? 1 : Math.Sqrt(variance);
    }

    /// <summary>Refuses a column whose statistics overflow.</summary>
    public static void RequireFinite(double centre, double scale, int column, string owner)
    {
        if (!double.IsFinite(centre) || !double.IsFinite(scale))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`{owner}` overflows on column {column} of x: its values are too large to average. Divide the column by a constant or drop it."));
        }
    }

    /// <summary>A result of finite values, cut to the ends of the double range, so that one wild cell does not become an infinity downstream.</summary>
    public static double Saturate(double value) =>
        value > double.MaxValue ? double.MaxValue : value < double.MinValue ? double.MinValue : value;

    /// <summary>A range to divide by: 1 for one that is zero within rounding.</summary>
    public static double SafeRange(double range) => range < 10 * Epsilon ? 1 : range;

    /// <summary>The quantile of ascending values by linear interpolation (NumPy's default, Hyndman and Fan's type 7).</summary>
    public static double Quantile(ReadOnlySpan<double> ascending, double fraction)
    {
        var position = fraction * (ascending.Length - 1);
        var below = Math.Clamp((int)Math.Floor(position), 0, ascending.Length - 1);
        var above = Math.Min(below + 1, ascending.Length - 1);
        var t = position - below;
        var difference = ascending[above] - ascending[below];
        return t >= 0.5 ? ascending[above] - (difference * (1 - t)) : ascending[below] + (difference * t);
    }
}
