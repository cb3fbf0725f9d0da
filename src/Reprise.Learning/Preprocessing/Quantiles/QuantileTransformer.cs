using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Quantiles;

/// <summary>Gives each column a uniform or normal distribution by its ranks: a value becomes the share of training values below it. Outliers lose their weight.</summary>
/// <remarks>O(rows · log rows · columns) to fit, O(log quantiles) per value to transform. Immutable; safe to share between threads.</remarks>
public sealed record QuantileTransformer : ITransformer<QuantileTransformerModel>
{
    /// <summary>Landmarks of each column's distribution, at least 1; no more are taken than there are rows. Default 1,000.</summary>
    public int Quantiles { get; init; } = 1000;

    /// <summary>The distribution given. Default <see cref="OutputDistribution.Uniform"/>.</summary>
    public OutputDistribution Output { get; init; }

    /// <summary>Most rows the landmarks are computed from, drawn without replacement, at least 2 and <see cref="Quantiles"/>. Default 100,000.</summary>
    public int Subsample { get; init; } = 100_000;

    /// <summary>Seed of the draw of rows, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <inheritdoc/>
    public QuantileTransformerModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.InRange(Quantiles, 1, int.MaxValue, nameof(QuantileTransformer));
        Require.InRange(Subsample, Math.Max(2, Quantiles), int.MaxValue, nameof(QuantileTransformer));
        Require.InRange(Seed, 0, int.MaxValue, nameof(QuantileTransformer));
        Require.Defined(Output, nameof(QuantileTransformer));
        Require.NotEmpty(x, nameof(QuantileTransformer));
        Require.Finite(x);

        var rows = Sample(x.Rows);
        var count = Math.Min(Quantiles, rows.Length);
        var quantiles = new double[x.Columns * count];
        var column = new double[rows.Length];
        for (var i = 0; i < x.Columns; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var at = 0; at < rows.Length; at++)
            {
                column[at] = x[rows[at], i];
            }

            column.AsSpan().Sort();
            Landmarks(column, quantiles.AsSpan(i * count, count), i);
        }

        return new QuantileTransformerModel(quantiles, x.Columns, Output);
    }

    /// <summary>All rows, or as many as asked for, drawn by the first steps of a shuffle.</summary>
    private int[] Sample(int rows)
    {
        var sample = new int[rows];
        for (var i = 0; i < rows; i++)
        {
            sample[i] = i;
        }

        if (rows <= Subsample)
        {
            return sample;
        }

        var rng = new Rng((ulong)Seed);
        for (var i = 0; i < Subsample; i++)
        {
            var other = i + rng.NextInt32(rows - i);
            (sample[i], sample[other]) = (sample[other], sample[i]);
        }

        return sample[..Subsample];
    }

    private static void Landmarks(ReadOnlySpan<double> ascending, Span<double> landmarks, int column)
    {
        var highest = double.NegativeInfinity;
        for (var i = 0; i < landmarks.Length; i++)
        {
            var value = ColumnStatistics.Quantile(ascending, landmarks.Length == 1 ? 0 : (double)i / (landmarks.Length - 1));
            ColumnStatistics.RequireFinite(value, 1, column, nameof(QuantileTransformer));
            highest = Math.Max(highest, value);             // rounding must not turn the order
            landmarks[i] = highest;
        }
    }
}
