using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Preprocessing.FeatureSelection;

/// <summary>Mutual information of each column with the target, by nearest neighbours.</summary>
/// <remarks>Unlike scikit-learn, no noise is added to break ties; on columns without ties the values are the same.</remarks>
internal static class MutualInformation
{
    private const int Neighbours = 3;

    /// <summary>Ross (2014), equation 2: ψ(n) + ⟨ψ(k)⟩ − ⟨ψ(rows of the class)⟩ − ⟨ψ(rows within the distance of the k-th neighbour of the class)⟩.</summary>
    public static FeatureScores Classes(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken)
    {
        var scores = new double[x.Columns];
        var column = new double[x.Rows];
        var groups = new double[classes][];
        var targets = y.ToArray();
        for (var i = 0; i < x.Columns; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x.CopyColumn(i, column);
            for (var k = 0; k < classes; k++)
            {
                groups[k] = [.. column.Where((_, row) => targets[row] == k).Order()];
            }

            double[] all = [.. groups.Where(group => group.Length > 1).SelectMany(group => group).Order()];
            scores[i] = column.AsSpan().ContainsAnyExcept(column[0]) ? Score(groups, all) : 0;
        }

        return new FeatureScores(scores, []);
    }

    /// <summary>Kraskov, Stögbauer and Grassberger (2004), equation 8, with both variables scaled to deviation 1.</summary>
    public static FeatureScores Values(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken)
    {
        var scores = new double[x.Columns];
        var column = new double[x.Rows];
        var target = Standardized(y);
        double[] targetOrder = [.. target.Order()];
        for (var i = 0; i < x.Columns; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x.CopyColumn(i, column);
            var values = Standardized(column);
            scores[i] = column.AsSpan().ContainsAnyExcept(column[0]) && y.ContainsAnyExcept(y[0])
                ? Score(values, [.. values.Order()], target, targetOrder, cancellationToken)
                : 0;
        }

        return new FeatureScores(scores, []);
    }

    private static double Score(double[][] groups, double[] all)
    {
        var sum = 0.0;
        foreach (var group in groups)
        {
            if (group.Length < 2)
            {
                continue;                                   // a class of one row has no neighbours and tells nothing
            }

            var k = Math.Min(Neighbours, group.Length - 1);
            var constant = SpecialFunctions.Digamma(k) - SpecialFunctions.Digamma(group.Length);
            for (var at = 0; at < group.Length; at++)
            {
                var distance = Math.BitDecrement(NeighbourDistance(group, at, k));
                sum += constant - SpecialFunctions.Digamma(Within(all, group[at], Math.Max(0, distance)));
            }
        }

        return all.Length == 0 ? 0 : Math.Max(0, SpecialFunctions.Digamma(all.Length) + (sum / all.Length));
    }

    private static double Score(double[] x, double[] xOrder, double[] y, double[] yOrder, CancellationToken cancellationToken)
    {
        var rows = x.Length;
        var k = Math.Min(Neighbours, rows - 1);
        if (k < 1)
        {
            return 0;
        }

        var sum = 0.0;
        Span<double> nearest = stackalloc double[Neighbours];
        for (var row = 0; row < rows; row++)
        {
            if ((row & 1023) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            nearest.Fill(double.PositiveInfinity);
            for (var other = 0; other < rows; other++)
            {
                var distance = Math.Max(Math.Abs(x[row] - x[other]), Math.Abs(y[row] - y[other]));
                if (other != row && distance < nearest[k - 1])
                {
                    Insert(nearest[..k], distance);
                }
            }

            var radius = Math.Max(0, Math.BitDecrement(nearest[k - 1]));
            sum += SpecialFunctions.Digamma(Within(xOrder, x[row], radius)) + SpecialFunctions.Digamma(Within(yOrder, y[row], radius));
        }

        return Math.Max(0, SpecialFunctions.Digamma(rows) + SpecialFunctions.Digamma(k) - (sum / rows));
    }

    /// <summary>Keeps ascending distances, the greatest falling out.</summary>
    private static void Insert(Span<double> nearest, double distance)
    {
        var at = nearest.Length - 1;
        for (; at > 0 && nearest[at - 1] > distance; at--)
        {
            nearest[at] = nearest[at - 1];
        }

        nearest[at] = distance;
    }

    /// <summary>The distance to the k-th nearest other value of ascending ones.</summary>
    private static double NeighbourDistance(ReadOnlySpan<double> ascending, int at, int k)
    {
        var best = double.PositiveInfinity;
        for (var from = Math.Max(0, at - k); from <= at && from + k < ascending.Length; from++)
        {
            best = Math.Min(best, Math.Max(ascending[at] - ascending[from], ascending[from + k] - ascending[at]));
        }

        return best;
    }

    /// <summary>How many ascending values lie within the distance, the value itself among them.</summary>
    private static int Within(ReadOnlySpan<double> ascending, double value, double distance)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = value - ascending[middle] > distance ? (middle + 1, high) : (low, middle);
        }

        var first = low;
        high = ascending.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = ascending[middle] - value > distance ? (low, middle) : (middle + 1, high);
        }

        return low - first;
    }

    /// <summary>Divided by the deviation, as scikit-learn scales before it measures distances.</summary>
    private static double[] Standardized(ReadOnlySpan<double> values)
    {
        var (mean, variance) = ColumnStatistics.MeanAndVariance(values);
        var deviation = ColumnStatistics.SafeDeviation(mean, variance, values.Length);
        var result = values.ToArray();
        foreach (ref var value in result.AsSpan())
        {
            value /= deviation;
        }

        return result;
    }
}
