using Reprise.Core.Randomness;

namespace Reprise.Learning.Svm;

/// <summary>One machine of a classifier, which tells two classes apart.</summary>
/// <param name="Coefficients">y·α of the first class's rows, then of the second's.</param>
/// <param name="Intercept">−ρ.</param>
/// <param name="Sigmoid">Turns decision values into probabilities.</param>
/// <param name="Converged">Whether the solver reached its tolerance.</param>
internal sealed record SvmPair(double[] Coefficients, double Intercept, PlattSigmoid Sigmoid, bool Converged)
{
    private const int Folds = 5;

    /// <summary>Trains on all rows of both classes, and on folds of them where the probabilities need it: all on the same kernel rows.</summary>
    /// <param name="kernel">Kernel rows of the first class, then of the second.</param>
    /// <param name="first">Rows of the first class.</param>
    /// <param name="upper">The bound of α of each row.</param>
    /// <param name="settings">Tolerance and limits.</param>
    /// <param name="random">Deals rows to folds; null for no calibration.</param>
    /// <param name="cancellationToken">Looked at once every few iterations.</param>
    public static SvmPair Train(KernelRowCache kernel, int first, double[] upper, SvmSettings settings, Rng? random, CancellationToken cancellationToken)
    {
        var all = new int[kernel.Count];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = i;
        }

        var (coefficients, rho, converged) = Solve(kernel, first, upper, all, settings, cancellationToken);
        var sigmoid = random is null ? default : PlattSigmoid.Fit(HeldOut(kernel, first, upper, settings, random, cancellationToken), first);
        return new SvmPair(coefficients, -rho, sigmoid, converged);
    }

    /// <summary>The decision value of each row by a machine trained without its fold.</summary>
    private static double[] HeldOut(KernelRowCache kernel, int first, double[] upper, SvmSettings settings, Rng random, CancellationToken cancellationToken)
    {
        var folds = Math.Min(Folds, Math.Min(first, kernel.Count - first));
        var dealt = new int[kernel.Count];
        Deal(dealt.AsSpan(0, first), folds, random);
        Deal(dealt.AsSpan(first), folds, random);
        var decisions = new double[kernel.Count];
        for (var fold = 0; fold < folds; fold++)
        {
            var train = new List<int>(kernel.Count);
            var test = new List<int>(kernel.Count);
            for (var row = 0; row < dealt.Length; row++)
            {
                (dealt[row] == fold && folds > 1 ? test : train).Add(row);
            }

            var rows = train.ToArray();
            var held = folds > 1 ? test.ToArray() : rows;
            var (coefficients, rho, _) = Solve(kernel, first, upper, rows, settings, cancellationToken);
            foreach (var row in held)
            {
                decisions[row] = -rho;
            }

            for (var i = 0; i < rows.Length; i++)
            {
                if (coefficients[i] != 0)
                {
                    var values = kernel.Row(rows[i]);
                    foreach (var row in held)
                    {
                        decisions[row] = Math.FusedMultiplyAdd(coefficients[i], values[row], decisions[row]);
                    }
                }
            }
        }

        return decisions;
    }

    private static void Deal(Span<int> rows, int folds, Rng random)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = i % folds;
        }

        random.Shuffle(rows);
    }

    private static (double[] Coefficients, double Rho, bool Converged) Solve(
        KernelRowCache kernel, int first, double[] upper, int[] rows, SvmSettings settings, CancellationToken cancellationToken)
    {
        var (signs, linear, bounds) = (new double[rows.Length], new double[rows.Length], new double[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            signs[i] = rows[i] < first ? 1 : -1;
            linear[i] = -1;
            bounds[i] = upper[rows[i]];
        }

        var solution = SmoSolver.Solve(
            kernel, new SmoProblem(rows, signs, linear, bounds), settings.Tolerance, settings.Shrinking, settings.MaxIterations, cancellationToken);
        var coefficients = solution.Alpha;
        for (var i = 0; i < coefficients.Length; i++)
        {
            coefficients[i] *= signs[i];
        }

        return (coefficients, solution.Rho, solution.Converged);
    }
}
