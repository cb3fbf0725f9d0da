using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing;

/// <summary>Scales each column to mean 0 and population deviation 1. A constant column is centred only.</summary>
/// <remarks>O(rows · columns). Immutable; safe to share between threads.</remarks>
public sealed record StandardScaler : ITransformer<StandardScalerModel>
{
    /// <summary>Whether the mean is subtracted. Default true.</summary>
    public bool Centre { get; init; } = true;

    /// <summary>Whether values are divided by the deviation. Default true.</summary>
    public bool Scale { get; init; } = true;

    /// <inheritdoc/>
    public StandardScalerModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.NotEmpty(x, nameof(StandardScaler));
        Require.Finite(x);

        var centres = new double[x.Columns];
        var scales = new double[x.Columns];
        var column = new double[x.Rows];
        for (var i = 0; i < x.Columns; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x.CopyColumn(i, column);
            var (mean, variance) = ColumnStatistics.MeanAndVariance(column);
            centres[i] = Centre ? mean : 0;
            scales[i] = Scale ? ColumnStatistics.SafeDeviation(mean, variance, x.Rows) : 1;
            ColumnStatistics.RequireFinite(centres[i], scales[i], i, nameof(StandardScaler));
        }

        return new StandardScalerModel(centres, scales);
    }
}
