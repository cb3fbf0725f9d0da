using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing;

/// <summary>Scales each column by its median and the distance of two quantiles, so that outliers do not set the scale.</summary>
/// <remarks>O(rows · log rows · columns). Immutable; safe to share between threads.</remarks>
public sealed record RobustScaler : ITransformer<RobustScalerModel>
{
    /// <summary>Whether the median is subtracted. Default true.</summary>
    public bool Centre { get; init; } = true;

    /// <summary>Whether values are divided by the quantile range. Default true.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>Lower end of the range in percent, in [0, 100] and below <see cref="UpperPercentile"/>. Default 25.</summary>
    public double LowerPercentile { get; init; } = 25;

    /// <summary>Upper end of the range in percent, in [0, 100]. Default 75.</summary>
    public double UpperPercentile { get; init; } = 75;

    /// <inheritdoc/>
    public RobustScalerModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.InRange(UpperPercentile, 0, 100, nameof(RobustScaler));
        Require.InRange(LowerPercentile, 0, UpperPercentile, nameof(RobustScaler));
        Require.NotEmpty(x, nameof(RobustScaler));
        Require.Finite(x);

        var centres = new double[x.Columns];
        var scales = new double[x.Columns];
        var column = new double[x.Rows];
        for (var i = 0; i < x.Columns; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x.CopyColumn(i, column);
            column.AsSpan().Sort();
            centres[i] = Centre ? ColumnStatistics.Quantile(column, 0.5) : 0;
            scales[i] = Scale
                ? ColumnStatistics.SafeRange(
                    ColumnStatistics.Quantile(column, UpperPercentile / 100) - ColumnStatistics.Quantile(column, LowerPercentile / 100))
                : 1;
            ColumnStatistics.RequireFinite(centres[i], scales[i], i, nameof(RobustScaler));
        }

        return new RobustScalerModel(centres, scales);
    }
}
