using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Preprocessing.FeatureSelection;

/// <summary>F statistics per column, from centred sums.</summary>
internal static class FisherScores
{
    /// <summary>One-way analysis of variance between the classes that occur (Fisher 1925): mean square between over mean square within.</summary>
    public static FeatureScores Classes(MatrixView x, ReadOnlySpan<int> y, int classes, string owner, CancellationToken cancellationToken)
    {
        var counts = new int[classes];
        foreach (var index in y)
        {
            counts[index]++;
        }

        var groups = counts.Count(count => count > 0);
        var (between, within) = ((double)groups - 1, (double)x.Rows - groups);
        RequireFreedom(within, x, owner);
        var scores = new double[x.Columns];
        var pValues = new double[x.Columns];
        var column = new double[x.Rows];
        var means = new double[classes];
        for (var i = 0; i < x.Columns; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x.CopyColumn(i, column);
            var mean = ColumnStatistics.Mean(column);
            Array.Clear(means);
            for (var row = 0; row < column.Length; row++)
            {
                means[y[row]] += column[row];
            }

            var betweenSquares = 0.0;
            for (var k = 0; k < classes; k++)
            {
                means[k] /= Math.Max(1, counts[k]);
                betweenSquares += counts[k] * (means[k] - mean) * (means[k] - mean);
            }

            var withinSquares = 0.0;
            for (var row = 0; row < column.Length; row++)
            {
                var difference = column[row] - means[y[row]];
                withinSquares += difference * difference;
            }

            ColumnStatistics.RequireFinite(betweenSquares, withinSquares, i, owner);
            (scores[i], pValues[i]) = column.AsSpan().ContainsAnyExcept(column[0]) ? Score(betweenSquares, withinSquares, between, within) : (0, 1);
        }

        return new FeatureScores(scores, pValues);
    }

    /// <summary>The regression of y on one column and a constant: r² / (1 − r²) times the degrees of freedom that are left.</summary>
    public static FeatureScores Values(MatrixView x, ReadOnlySpan<double> y, string owner, CancellationToken cancellationToken)
    {
        var freedom = x.Rows - 2.0;
        RequireFreedom(freedom, x, owner);
        var scores = new double[x.Columns];
        var pValues = new double[x.Columns];
        var column = new double[x.Rows];
        var targetMean = ColumnStatistics.Mean(y);
        var constantTarget = !y.ContainsAnyExcept(y[0]);
        for (var i = 0; i < x.Columns; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x.CopyColumn(i, column);
            var mean = ColumnStatistics.Mean(column);
            var (squares, targetSquares, products) = (0.0, 0.0, 0.0);
            for (var row = 0; row < column.Length; row++)
            {
                var (a, b) = (column[row] - mean, y[row] - targetMean);
                squares += a * a;
                targetSquares += b * b;
                products += a * b;
            }

            ColumnStatistics.RequireFinite(squares, targetSquares, i, owner);
            ColumnStatistics.RequireFinite(products, 1, i, owner);
            var explained = products / squares * products;                  // of targetSquares
            (scores[i], pValues[i]) = constantTarget || squares == 0 || !column.AsSpan().ContainsAnyExcept(column[0])
                ? (0, 1)
                : Score(Math.Min(explained, targetSquares), Math.Max(0, targetSquares - explained), 1, freedom);
        }

        return new FeatureScores(scores, pValues);
    }

    private static (double F, double P) Score(double between, double within, double betweenFreedom, double withinFreedom)
    {
        if (between == 0 || within == 0)
        {
            return between == 0 ? (0, 1) : (double.MaxValue, 0);
        }

        var f = ColumnStatistics.Saturate(between / betweenFreedom / (within / withinFreedom));
        return (f, SpecialFunctions.FisherUpper(f, betweenFreedom, withinFreedom));
    }

    private static void RequireFreedom(double freedom, MatrixView x, string owner)
    {
        if (freedom < 1)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`{owner}` needs at least {x.Rows + 1 - freedom} rows to score columns by {nameof(FeatureScore.F)}. Got {x.Rows}."),
                nameof(x));
        }
    }
}
