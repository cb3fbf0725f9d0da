using Reprise.Core.Numerics;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Linear;

/// <summary>Dual coordinate descent for L2-regularised hinge losses, with shrinking (Hsieh et al. 2008, algorithm 3).</summary>
internal static class HingeDescent
{
    private const double SmallestGradient = 1e-12;

    /// <summary>Below it all rows come back for good: a tolerance under what rounding allows must not leave rows out that were set aside too early.</summary>
    private const double ShrinkUntil = 1e-8;

    /// <param name="rows">All rows.</param>
    /// <param name="signs">1 for rows of the class, −1 for the others.</param>
    /// <param name="active">The rows to learn from; its order is lost.</param>
    /// <param name="settings">Loss, tolerance and limit.</param>
    /// <param name="random">Permutes the rows before each pass.</param>
    /// <param name="cancellationToken">Looked at once per pass.</param>
    public static LinearMachine Solve(
        MarginRows rows, double[] signs, int[] active, LinearSvmClassifier settings, Rng random, CancellationToken cancellationToken)
    {
        var (x, constant, squares, costs) = (rows.X, rows.Constant, rows.Squares, rows.Costs);
        var squared = settings.Loss == LinearSvmLoss.SquaredHinge;
        var coefficients = new double[x.Columns];
        var last = 0.0;                                                       // coefficient of the constant column
        var alpha = new double[x.Rows];
        var (count, iterations, converged) = (active.Length, 0, false);
        var (shrinkAbove, shrinkBelow) = (double.PositiveInfinity, double.NegativeInfinity);
        while (!converged && iterations < settings.MaxIterations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            iterations++;
            random.Shuffle(active.AsSpan(0, count));
            var (largest, smallest) = (double.NegativeInfinity, double.PositiveInfinity);
            for (var s = 0; s < count; s++)
            {
                var i = active[s];
                var row = x.Row(i);
                var (sign, old) = (signs[i], alpha[i]);
                var (diagonal, upper) = squared ? (0.5 / costs[i], double.PositiveInfinity) : (0, costs[i]);
                var gradient = (sign * (Vectors.Dot(row, coefficients) + (constant * last))) - 1 + (old * diagonal);
                if ((old == 0 && gradient > shrinkAbove) || (old == upper && gradient < shrinkBelow))
                {
                    count--;
                    (active[s], active[count]) = (active[count], i);
                    s--;
                    continue;
                }

                var projected = old == 0 ? Math.Min(gradient, 0) : old == upper ? Math.Max(gradient, 0) : gradient;
                largest = Math.Max(largest, projected);
                smallest = Math.Min(smallest, projected);
                if (Math.Abs(projected) > SmallestGradient)
                {
                    alpha[i] = Math.Min(Math.Max(old - (gradient / (squares[i] + diagonal)), 0), upper);
                    var step = (alpha[i] - old) * sign;
                    Vectors.AddScaled(step, row, coefficients);
                    last += step * constant;
                }
            }

            (shrinkAbove, shrinkBelow) = (largest > 0 ? largest : double.PositiveInfinity, smallest < 0 ? smallest : double.NegativeInfinity);
            if (!(largest - smallest > Math.Max(settings.Tolerance, ShrinkUntil)))
            {
                converged = count == active.Length && !(largest - smallest > settings.Tolerance);
                (count, shrinkAbove, shrinkBelow) = (active.Length, double.PositiveInfinity, double.NegativeInfinity);
            }
        }

        return new LinearMachine(coefficients, constant * last, iterations, converged);
    }
}
