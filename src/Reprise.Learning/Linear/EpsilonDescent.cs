using Reprise.Core.Numerics;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Linear;

/// <summary>Dual coordinate descent for the L2-regularised squared ε-insensitive loss, with shrinking (Ho and Lin 2012, algorithm 4).</summary>
internal static class EpsilonDescent
{
    private const double SmallestStep = 1e-12;

    /// <summary>Below this share all rows come back for good: a tolerance under what rounding allows must not leave rows out that were set aside too early.</summary>
    private const double ShrinkUntil = 1e-8;

    /// <param name="rows">The rows to learn from.</param>
    /// <param name="y">A target per row.</param>
    /// <param name="settings">ε, tolerance and limit.</param>
    /// <param name="cancellationToken">Looked at once per pass.</param>
    public static LinearMachine Solve(MarginRows rows, double[] y, LinearSvmRegressor settings, CancellationToken cancellationToken)
    {
        var (x, constant, epsilon) = (rows.X, rows.Constant, settings.Epsilon);
        var coefficients = new double[x.Columns];
        var last = 0.0;                                                       // coefficient of the constant column
        var beta = new double[x.Rows];
        var active = new int[x.Rows];
        for (var i = 0; i < active.Length; i++)
        {
            active[i] = i;
        }

        var random = new Rng((ulong)settings.Seed);
        var (count, iterations, converged) = (active.Length, 0, false);
        var (shrinkBeyond, first) = (double.PositiveInfinity, 0.0);
        while (!converged && iterations < settings.MaxIterations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            iterations++;
            random.Shuffle(active.AsSpan(0, count));
            var (largest, sum) = (0.0, 0.0);
            for (var s = 0; s < count; s++)
            {
                var i = active[s];
                var row = x.Row(i);
                var (old, diagonal) = (beta[i], 0.5 / rows.Costs[i]);
                var gradient = Vectors.Dot(row, coefficients) + (constant * last) - y[i] + (diagonal * old);
                var (up, down) = (gradient + epsilon, gradient - epsilon);    // of a positive and of a negative β
                if (old == 0 && up > shrinkBeyond && down < -shrinkBeyond)
                {
                    count--;
                    (active[s], active[count]) = (active[count], i);
                    s--;
                    continue;
                }

                var violation = old > 0 ? Math.Abs(up) : old < 0 ? Math.Abs(down) : Math.Max(0, Math.Max(-up, down));
                largest = Math.Max(largest, violation);
                sum += violation;
                var curvature = rows.Squares[i] + diagonal;
                var step = up < curvature * old ? -up / curvature : down > curvature * old ? -down / curvature : -old;
                if (Math.Abs(step) > SmallestStep)
                {
                    beta[i] = old + step;
                    Vectors.AddScaled(step, row, coefficients);
                    last += step * constant;
                }
            }

            first = iterations == 1 ? sum : first;
            shrinkBeyond = largest;
            if (!(sum > Math.Max(settings.Tolerance, ShrinkUntil) * first))
            {
                converged = count == active.Length && !(sum > settings.Tolerance * first);
                (count, shrinkBeyond) = (active.Length, double.PositiveInfinity);
            }
        }

        return new LinearMachine(coefficients, constant * last, iterations, converged);
    }
}
