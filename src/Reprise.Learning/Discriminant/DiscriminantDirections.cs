using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Discriminant;

/// <summary>The directions that tell classes apart best, by scatter between over scatter within classes (Fisher 1936, Rao 1948).</summary>
/// <param name="Centre">The mean of the class means, weighted by priors.</param>
/// <param name="Scalings">Row i is direction i, scaled to unit variance within classes; directions × columns.</param>
/// <param name="Ratios">The part of the scatter between classes along each direction.</param>
internal sealed record DiscriminantDirections(double[] Centre, Matrix Scalings, double[] Ratios)
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Finds at most classes − 1 directions; those whose deviation within or between classes is below <paramref name="tolerance"/>, relatively, are left out.</summary>
    public static DiscriminantDirections Of(CentredClasses classes, ReadOnlySpan<double> priors, double tolerance, CancellationToken cancellationToken)
    {
        var (within, deviations) = Within(classes, cancellationToken);
        var eigen = SymmetricEigen.Of(within, cancellationToken: cancellationToken);
        var kept = 0;
        var least = Math.Max(tolerance * tolerance, within.Columns * Epsilon * eigen.Values[0]);
        while (kept < eigen.Values.Length && eigen.Values[kept] > least)
        {
            kept++;
        }

        var whitening = new Matrix(kept, within.Columns);
        for (var i = 0; i < kept; i++)
        {
            var from = eigen.Vectors.Row(i);
            var to = whitening.Row(i);
            for (var column = 0; column < to.Length; column++)
            {
                to[column] = from[column] / deviations[column] / Math.Sqrt(eigen.Values[i]);
            }
        }

        var centre = new double[within.Columns];
        for (var i = 0; i < classes.Count; i++)
        {
            Vectors.AddScaled(priors[i], classes.Means.Row(i), centre);
        }

        return kept == 0 ? new DiscriminantDirections(centre, whitening, []) : Between(classes, priors, centre, whitening, tolerance, cancellationToken);
    }

    private static DiscriminantDirections Between(
        CentredClasses classes, ReadOnlySpan<double> priors, double[] centre, Matrix whitening, double tolerance, CancellationToken cancellationToken)
    {
        var whitened = new Matrix(classes.Count, whitening.Rows);
        for (var i = 0; i < classes.Count; i++)
        {
            var mean = classes.Means.Row(i).ToArray();
            Vectors.AddScaled(-1, centre, mean);
            var factor = Math.Sqrt(classes.Rows.Rows * priors[i] / (classes.Occurring - 1));
            for (var at = 0; at < whitening.Rows; at++)
            {
                whitened[i, at] = factor * Vectors.Dot(mean, whitening.Row(at));
            }
        }

        var svd = Svd.Of(whitened, cancellationToken);
        var rank = 0;
        while (rank < Math.Min(svd.Values.Length, classes.Occurring - 1) && svd.Values[rank] > tolerance * svd.Values[0])
        {
            rank++;
        }

        var total = Vectors.Dot(svd.Values, svd.Values);
        var scalings = new Matrix(rank, whitening.Columns);
        var ratios = new double[rank];
        for (var i = 0; i < rank; i++)
        {
            ratios[i] = svd.Values[i] * svd.Values[i] / total;
            var direction = scalings.Row(i);
            for (var at = 0; at < whitening.Rows; at++)
            {
                Vectors.AddScaled(svd.Right.Row(i)[at], whitening.Row(at), direction);
            }

            PointUp(direction);
        }

        return new DiscriminantDirections(centre, scalings, ratios);
    }

    /// <summary>The scatter within classes over its degrees of freedom, columns scaled to deviation 1; 1 for a column that is constant in each class.</summary>
    private static (Matrix Scatter, double[] Deviations) Within(CentredClasses classes, CancellationToken cancellationToken)
    {
        var scatter = Covariances.Empirical(classes.Rows, cancellationToken);
        var deviations = new double[scatter.Rows];
        for (var i = 0; i < deviations.Length; i++)
        {
            var size = 0.0;
            for (var at = 0; at < classes.Count; at++)
            {
                size = Math.Max(size, Math.Abs(classes.Means[at, i]));
            }

            deviations[i] = ColumnStatistics.SafeDeviation(size, scatter[i, i], classes.Rows.Rows);
        }

        var factor = (double)classes.Rows.Rows / (classes.Rows.Rows - classes.Occurring);
        for (var i = 0; i < deviations.Length; i++)
        {
            for (var j = 0; j < deviations.Length; j++)
            {
                scatter[i, j] = scatter[i, j] / deviations[i] / deviations[j] * factor;
            }
        }

        return (scatter, deviations);
    }

    /// <summary>Turns a direction so that its largest part is positive: decompositions leave the sign open.</summary>
    private static void PointUp(Span<double> direction)
    {
        var largest = 0;
        for (var i = 1; i < direction.Length; i++)
        {
            largest = Math.Abs(direction[i]) > Math.Abs(direction[largest]) ? i : largest;
        }

        if (direction[largest] < 0)
        {
            foreach (ref var value in direction)
            {
                value = -value;
            }
        }
    }
}
