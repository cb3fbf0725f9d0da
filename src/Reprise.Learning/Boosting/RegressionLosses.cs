using System.Globalization;
using Reprise.Core.Errors;

namespace Reprise.Learning.Boosting;

/// <summary>From the name of a regression loss to the loss.</summary>
internal static class RegressionLosses
{
    /// <summary>Targets are finite, and what the loss allows.</summary>
    public static void Check(RegressionLoss loss, ReadOnlySpan<double> y)
    {
        Require.FiniteTargets(y);
        for (var row = 0; row < y.Length && loss == RegressionLoss.Poisson; row++)
        {
            if (y[row] < 0)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"y must be at least 0 for the Poisson loss. Got {y[row]} at row {row}."), nameof(y));
            }
        }
    }

    /// <summary>The loss over some rows.</summary>
    public static BoostingLoss Of(RegressionLoss loss, double[] y, double[] weights) => loss switch
    {
        RegressionLoss.AbsoluteError => new AbsoluteErrorLoss(y, weights),
        RegressionLoss.Poisson => new PoissonLoss(y, weights),
        _ => new SquaredErrorLoss(y, weights),
    };
}
