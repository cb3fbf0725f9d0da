using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.FeatureSelection;

/// <summary>Keeps the columns whose population variance is above a threshold; by default it drops constant columns.</summary>
/// <remarks>O(rows · columns). Immutable; safe to share between threads.</remarks>
public sealed record VarianceThreshold : ITransformer<VarianceThresholdModel>
{
    /// <summary>Variance a column must exceed, in [0, ∞). Default 0.</summary>
    public double Threshold { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">As the contract says, or no column is left.</exception>
    public VarianceThresholdModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.InRange(Threshold, 0, double.PositiveInfinity, nameof(VarianceThreshold));
        Require.NotEmpty(x, nameof(VarianceThreshold));
        Require.Finite(x);

        var variances = new double[x.Columns];
        var selected = new List<int>();
        var column = new double[x.Rows];
        for (var i = 0; i < x.Columns; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x.CopyColumn(i, column);
            var constant = !column.AsSpan().ContainsAnyExcept(column[0]);           // whatever rounding says
            var (mean, variance) = constant ? (column[0], 0) : ColumnStatistics.MeanAndVariance(column);
            ColumnStatistics.RequireFinite(mean, variance, i, nameof(VarianceThreshold));
            variances[i] = variance;
            if (variance > Threshold)
            {
                selected.Add(i);
            }
        }

        return selected.Count > 0
            ? new VarianceThresholdModel(variances, [.. selected])
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`{nameof(VarianceThreshold)}` leaves no column: none of {x.Columns} has a variance above {Threshold}. Lower `{nameof(Threshold)}`."),
                nameof(x));
    }
}
