using Reprise.Core.Numerics;

namespace Reprise.Learning.Linear;

/// <summary>Minimises a smooth function plus Σ penaltyᵢ · |xᵢ| by limited-memory steps within orthants (OWL-QN, Andrew and Gao 2007).</summary>
internal static class OrthantWise
{
    private const double SufficientDecrease = 1e-4;
    private const int MostTrials = 40;

    /// <summary>Moves <paramref name="point"/> until no component of the least subgradient is above <paramref name="tolerance"/>.</summary>
    public static Minimum Minimise(
        IObjective objective, double[] penalties, double[] point, double tolerance, int maxIterations, CancellationToken cancellationToken)
    {
        var n = point.Length;
        var history = new LbfgsHistory(n);
        var (gradient, pseudo, direction) = (new double[n], new double[n], new double[n]);
        var (trial, trialGradient) = (new double[n], new double[n]);
        var value = objective.Evaluate(point, gradient) + Absolute(point, penalties);
        for (var iteration = 0; ; iteration++)
        {
            var largest = PseudoGradient(point, gradient, penalties, pseudo);
            if (largest <= tolerance)
            {
                return new Minimum(iteration, Converged: true);
            }

            if (iteration >= maxIterations)
            {
                return new Minimum(iteration, Converged: false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            history.Direction(pseudo, direction);
            for (var i = 0; i < n; i++)
            {
                direction[i] = direction[i] * pseudo[i] < 0 ? direction[i] : 0;
            }

            var step = history.IsEmpty ? Math.Min(1, 1 / Math.Sqrt(Vectors.Dot(pseudo, pseudo))) : 1;
            var accepted = false;
            for (var tries = 0; tries < MostTrials && !accepted; tries++, step *= 0.5)
            {
                var change = Step(point, direction, pseudo, penalties, step, trial);
                var trialValue = objective.Evaluate(trial, trialGradient) + Absolute(trial, penalties);
                if (trialValue <= value + (SufficientDecrease * change) + (objective.Noise * Math.Abs(value)))
                {
                    (accepted, value) = (true, trialValue);
                }
            }

            if (!accepted)
            {
                if (history.IsEmpty)
                {
                    return new Minimum(iteration, Converged: false);
                }

                history.Clear();
                continue;
            }

            history.Add(point, trial, gradient, trialGradient);
            trial.CopyTo(point, 0);
            trialGradient.CopyTo(gradient, 0);
        }
    }

    /// <summary>The subgradient of least length; gives its largest component.</summary>
    private static double PseudoGradient(double[] point, double[] gradient, double[] penalties, double[] pseudo)
    {
        var largest = 0.0;
        for (var i = 0; i < point.Length; i++)
        {
            var (g, penalty) = (gradient[i], penalties[i]);
            pseudo[i] = point[i] > 0 ? g + penalty
                : point[i] < 0 ? g - penalty
                : g + penalty < 0 ? g + penalty
                : g - penalty > 0 ? g - penalty
                : 0;
            largest = Math.Max(largest, Math.Abs(pseudo[i]));
        }

        return largest;
    }

    /// <summary>A step that stops where it would leave the orthant; gives pseudo-gradient · step.</summary>
    private static double Step(double[] point, double[] direction, double[] pseudo, double[] penalties, double step, double[] trial)
    {
        var change = 0.0;
        for (var i = 0; i < point.Length; i++)
        {
            var next = Math.FusedMultiplyAdd(step, direction[i], point[i]);
            if (penalties[i] > 0)
            {
                var orthant = point[i] != 0 ? point[i] : -pseudo[i];
                next = next * orthant > 0 ? next : 0;
            }

            trial[i] = next;
            change = Math.FusedMultiplyAdd(pseudo[i], next - point[i], change);
        }

        return change;
    }

    private static double Absolute(double[] point, double[] penalties)
    {
        var sum = 0.0;
        for (var i = 0; i < point.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(penalties[i], Math.Abs(point[i]), sum);
        }

        return sum;
    }
}
