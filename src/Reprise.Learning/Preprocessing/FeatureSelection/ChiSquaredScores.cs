using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Preprocessing.FeatureSelection;

/// <summary>χ² per column of counts or frequencies (Pearson 1900).</summary>
internal static class ChiSquaredScores
{
    /// <summary>Σ (observed − expected)² / expected over the classes that occur, with one degree of freedom less than they are.</summary>
    public static FeatureScores Classes(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken)
    {
        RequireNotNegative(x);
        var counts = new int[classes];
        foreach (var index in y)
        {
            counts[index]++;
        }

        var observed = new double[classes * x.Columns];
        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            var sums = observed.AsSpan(y[row] * x.Columns, x.Columns);
            for (var i = 0; i < values.Length; i++)
            {
                sums[i] += values[i];
            }
        }

        var freedom = counts.Count(count => count > 0) - 1;
        var scores = new double[x.Columns];
        var pValues = new double[x.Columns];
        for (var i = 0; i < x.Columns; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var total = 0.0;
            for (var k = 0; k < classes; k++)
            {
                total += observed[(k * x.Columns) + i];
            }

            ColumnStatistics.RequireFinite(total, 1, i, nameof(FeatureScore.ChiSquared));
            var score = 0.0;
            for (var k = 0; k < classes; k++)
            {
                var expected = total * ((double)counts[k] / x.Rows);
                var difference = observed[(k * x.Columns) + i] - expected;
                score += expected > 0 ? difference / expected * difference : 0;
            }

            scores[i] = ColumnStatistics.Saturate(score);
            pValues[i] = SpecialFunctions.ChiSquaredUpper(scores[i], freedom);
        }

        return new FeatureScores(scores, pValues);
    }

    private static void RequireNotNegative(MatrixView x)
    {
        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            for (var column = 0; column < values.Length; column++)
            {
                if (values[column] < 0)
                {
                    throw new ArgumentException(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{nameof(FeatureScore.ChiSquared)} needs x of at least 0: counts or frequencies. Got {values[column]} at row {row}, column {column}. Scale it by {nameof(MinMaxScaler)} or take another score."),
                        nameof(x));
                }
            }
        }
    }
}
