using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Selection.Searches;

/// <summary>Where random search draws a parameter's values from.</summary>
public static class Distribution
{
    /// <summary>One of the given values, each equally likely.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Distribution<TValue> Choice<TValue>(params IReadOnlyList<TValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Require.InRange(values.Count, 1, int.MaxValue, nameof(Choice));
        return new Distribution<TValue>(rng => values[rng.NextInt32(values.Count)]);
    }

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>), each equally likely.</summary>
    /// <exception cref="ArgumentException">The ends are not finite or not in order.</exception>
    public static Distribution<double> Uniform(double low, double high)
    {
        Ordered(low, high);
        return new Distribution<double>(rng => low + (rng.NextDouble() * (high - low)));
    }

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>] whose logarithm is uniform: every order of magnitude is equally likely.</summary>
    /// <exception cref="ArgumentException">The ends are not above 0 and finite, or not in order.</exception>
    public static Distribution<double> LogUniform(double low, double high)
    {
        Require.InRange(low, double.Epsilon, double.PositiveInfinity, nameof(LogUniform));
        Ordered(low, high);
        return new Distribution<double>(rng => LogDraw(low, high, rng));
    }

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included, each equally likely.</summary>
    /// <exception cref="ArgumentException">The ends are not in order, or further than 2³¹ − 2 apart.</exception>
    public static Distribution<int> Integer(int low, int high)
    {
        Ordered(low, high);
        Require.InRange((double)high - low, 0, int.MaxValue - 1, nameof(Integer), "high − low");
        return new Distribution<int>(rng => low + rng.NextInt32(high - low + 1));
    }

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included, every order of magnitude equally likely.</summary>
    /// <exception cref="ArgumentException">The ends are below 1 or not in order.</exception>
    public static Distribution<int> LogInteger(int low, int high)
    {
        Require.InRange(low, 1, int.MaxValue, nameof(LogInteger));
        Ordered(low, high);
        return new Distribution<int>(rng => Math.Clamp((int)Math.Floor(LogDraw(low, high + 1.0, rng)), low, high));
    }

    private static double LogDraw(double low, double high, Rng rng)
    {
        var (from, to) = (PortableMath.Log(low), PortableMath.Log(high));
        return Math.Clamp(PortableMath.Exp(from + (rng.NextDouble() * (to - from))), low, high);
    }

    private static void Ordered(double low, double high)
    {
        if (!(low <= high) || !double.IsFinite(high - low))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"A distribution needs finite ends in order. Got [{low}, {high}]."), nameof(low));
        }
    }
}
