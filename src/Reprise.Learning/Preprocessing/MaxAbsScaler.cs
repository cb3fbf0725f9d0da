using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing;

/// <summary>Divides each column by its greatest absolute value, so that training values lie in [−1, 1] and zeros stay zeros. A column of zeros stays as it is.</summary>
/// <remarks>O(rows · columns). Immutable; safe to share between threads.</remarks>
public sealed record MaxAbsScaler : ITransformer<MaxAbsScalerModel>
{
    /// <inheritdoc/>
    public MaxAbsScalerModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.NotEmpty(x, nameof(MaxAbsScaler));
        Require.Finite(x);

        var scales = new double[x.Columns];
        for (var row = 0; row < x.Rows; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var values = x.Row(row);
            for (var i = 0; i < scales.Length; i++)
            {
                scales[i] = Math.Max(scales[i], Math.Abs(values[i]));
            }
        }

        foreach (ref var scale in scales.AsSpan())
        {
            scale = ColumnStatistics.SafeRange(scale);
        }

        return new MaxAbsScalerModel(scales);
    }
}
