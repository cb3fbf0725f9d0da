using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing;

/// <summary>Scales each column so that its training values span [<see cref="Minimum"/>, <see cref="Maximum"/>]. A constant column becomes the minimum.</summary>
/// <remarks>O(rows · columns). Immutable; safe to share between threads.</remarks>
public sealed record MinMaxScaler : ITransformer<MinMaxScalerModel>
{
    /// <summary>Lower end of the scaled range, finite and below <see cref="Maximum"/>. Default 0.</summary>
    public double Minimum { get; init; }

    /// <summary>Upper end of the scaled range, finite. Default 1.</summary>
    public double Maximum { get; init; } = 1;

    /// <summary>Whether values beyond the training range are cut to the ends. Default false.</summary>
    public bool Clip { get; init; }

    /// <inheritdoc/>
    public MinMaxScalerModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.InRange(Maximum, double.NegativeInfinity, double.PositiveInfinity, nameof(MinMaxScaler));
        Require.InRange(Minimum, double.NegativeInfinity, Maximum, nameof(MinMaxScaler));
        Require.NotEmpty(x, nameof(MinMaxScaler));
        Require.Finite(x);

        var offsets = new double[x.Columns];
        var factors = new double[x.Columns];
        for (var i = 0; i < x.Columns; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (low, high) = (x[0, i], x[0, i]);
            for (var row = 1; row < x.Rows; row++)
            {
                low = Math.Min(low, x[row, i]);
                high = Math.Max(high, x[row, i]);
            }

            ColumnStatistics.RequireFinite(low, high - low, i, nameof(MinMaxScaler));
            factors[i] = (Maximum - Minimum) / ColumnStatistics.SafeRange(high - low);
            offsets[i] = Minimum - (low * factors[i]);
        }

        return new MinMaxScalerModel(offsets, factors, Clip ? (Minimum, Maximum) : null);
    }
}
