using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Metrics;

/// <summary>Confidence intervals by drawing rows with replacement (Efron and Tibshirani 1993).</summary>
/// <remarks>Each resample draws from its own stream, keyed by its number. O(resamples · metric). Immutable; safe to share between threads.</remarks>
public sealed record Bootstrap
{
    private const int JackknifeBlocks = 400;

    /// <summary>How many resamples are drawn, at least 2. Default 1000.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>The coverage, in (0, 1). Default 0.95.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>How the interval is read off. Default bias-corrected and accelerated.</summary>
    public BootstrapMethod Method { get; init; } = BootstrapMethod.BiasCorrectedAccelerated;

    /// <summary>Seed of the draws, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>The interval of a metric over predictions.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, or the metric is not defined on the rows or on too many resamples.</exception>
    public ConfidenceInterval Of(ClassificationMetric metric, ClassificationOutcome outcome, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(outcome);
        return Of(outcome.Truth.Length, rows => metric.Compute(outcome.TakeRows(rows.Span)), cancellationToken);
    }

    /// <inheritdoc cref="Of(ClassificationMetric, ClassificationOutcome, CancellationToken)"/>
    public ConfidenceInterval Of(RegressionMetric metric, RegressionOutcome outcome, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(outcome);
        return Of(outcome.Truth.Length, rows => metric.Compute(outcome.TakeRows(rows.Span)), cancellationToken);
    }

    /// <summary>The interval of any number computed from rows.</summary>
    /// <param name="rows">Number of rows, at least 2.</param>
    /// <param name="statistic">The number of the given rows (0-based, with repeats). Resamples on which it throws <see cref="ArgumentException"/> are drawn again.</param>
    /// <param name="cancellationToken">Looked at once per resample.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the number is not defined on all rows or on more than nine in ten resamples.</exception>
    public ConfidenceInterval Of(int rows, Func<ReadOnlyMemory<int>, double> statistic, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        Require.InRange(Resamples, 2, int.MaxValue, nameof(Bootstrap));
        Require.InRange(Level, double.Epsilon, 1 - 1e-15, nameof(Bootstrap));
        Require.InRange(Seed, 0, int.MaxValue, nameof(Bootstrap));
        Require.InRange(rows, 2, int.MaxValue, nameof(Bootstrap));

        var all = Enumerable.Range(0, rows).ToArray();
        var value = statistic(all);
        var values = Resampled(rows, statistic, cancellationToken);
        var (low, high) = ((1 - Level) / 2, (1 + Level) / 2);
        if (Method == BootstrapMethod.BiasCorrectedAccelerated)
        {
            var bias = Bias(values, value);
            var acceleration = Acceleration(rows, statistic, cancellationToken);
            (low, high) = (Adjusted(low, bias, acceleration), Adjusted(high, bias, acceleration));
        }

        return new ConfidenceInterval(value, Quantile(values, low), Quantile(values, high), Level);
    }

    /// <summary>The resampled values, ascending.</summary>
    private double[] Resampled(int rows, Func<ReadOnlyMemory<int>, double> statistic, CancellationToken cancellationToken)
    {
        var seeds = new Rng((ulong)Seed);
        var values = new double[Resamples];
        var drawn = new int[rows];
        var found = 0;
        for (var attempt = 0L; found < values.Length; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (attempt >= 10L * Resamples)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The metric is defined on only {found} of {attempt} resamples of {rows} rows; there are too few rows of some class."),
                    nameof(statistic));
            }

            var rng = seeds.Fork((ulong)attempt);
            for (var i = 0; i < drawn.Length; i++)
            {
                drawn[i] = rng.NextInt32(rows);
            }

            if (TryCompute(statistic, drawn, out var value))
            {
                values[found++] = value;
            }
        }

        Array.Sort(values);
        return values;
    }

    /// <summary>The normal quantile of the part of resampled values below the value, ties counting half.</summary>
    private static double Bias(double[] values, double value)
    {
        var below = 0.0;
        foreach (var resampled in values)
        {
            below += resampled < value ? 1 : resampled == value ? 0.5 : 0;
        }

        return NormalDistribution.Quantile(Math.Clamp(below / values.Length, 0.5 / values.Length, 1 - (0.5 / values.Length)));
    }

    /// <summary>Skewness of the values without a row each, ÷ 6; of many rows, without a block of neighbours each.</summary>
    private static double Acceleration(int rows, Func<ReadOnlyMemory<int>, double> statistic, CancellationToken cancellationToken)
    {
        var blocks = Math.Min(rows, JackknifeBlocks);
        var left = new List<double>();
        for (var block = 0; block < blocks; block++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (start, end) = ((int)((long)rows * block / blocks), (int)((long)rows * (block + 1) / blocks));
            int[] kept = [.. Enumerable.Range(0, start), .. Enumerable.Range(end, rows - end)];
            if (TryCompute(statistic, kept, out var value))
            {
                left.Add(value);
            }
        }

        if (left.Count == 0)
        {
            return 0;
        }

        var mean = left.Average();
        var (squares, cubes) = (0.0, 0.0);
        foreach (var value in left)
        {
            var difference = mean - value;
            squares += difference * difference;
            cubes += difference * difference * difference;
        }

        return squares > 0 ? cubes / (6 * squares * Math.Sqrt(squares)) : 0;
    }

    private static double Adjusted(double level, double bias, double acceleration)
    {
        var z = bias + NormalDistribution.Quantile(level);
        return NormalDistribution.Cumulative(bias + (z / (1 - (acceleration * z))));
    }

    /// <summary>Linear between order statistics, as NumPy's default.</summary>
    private static double Quantile(double[] sorted, double level)
    {
        var at = level * (sorted.Length - 1);
        var index = Math.Clamp((int)Math.Floor(at), 0, sorted.Length - 1);
        var next = Math.Min(index + 1, sorted.Length - 1);
        return sorted[index] + ((at - index) * (sorted[next] - sorted[index]));
    }

    private static bool TryCompute(Func<ReadOnlyMemory<int>, double> statistic, int[] rows, out double value)
    {
        try
        {
            value = statistic(rows);
            return double.IsFinite(value);
        }
        catch (ArgumentException)
        {
            value = double.NaN;                                      // a class is missing, say
            return false;
        }
    }
}
