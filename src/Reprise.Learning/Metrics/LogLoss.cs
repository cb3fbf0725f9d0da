using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Metrics;

/// <summary>Cross-entropy of predicted probabilities.</summary>
public static class LogLoss
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>1 − log loss ÷ log loss of predicting each class's share of the rows: 1 at best, 0 for that baseline, negative below it (scikit-learn's D²).</summary>
    /// <param name="truth">A class index per row.</param>
    /// <param name="probabilities">Rows × classes.</param>
    /// <param name="weights">What each row counts; empty for 1 each.</param>
    /// <exception cref="ArgumentException">As of <see cref="Of(ReadOnlySpan{int}, MatrixView)"/>; or all rows are of one class.</exception>
    public static double Explained(ReadOnlySpan<int> truth, MatrixView probabilities, ReadOnlySpan<double> weights = default)
    {
        var loss = Of(truth, probabilities, weights);
        Require.Classes(truth, probabilities.Columns, nameof(LogLoss));
        var shares = new double[probabilities.Columns];
        var total = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            var weight = weights.IsEmpty ? 1 : weights[row];
            shares[truth[row]] += weight;
            total += weight;
        }

        var baseline = new Matrix(truth.Length, shares.Length);
        for (var row = 0; row < truth.Length; row++)
        {
            for (var i = 0; i < shares.Length; i++)
            {
                baseline[row, i] = shares[i] / total;
            }
        }

        return 1 - (loss / Of(truth, baseline, weights));
    }

    /// <summary>The mean of −log p(true class), at least 0. Probabilities are kept 2.2e-16 away from 0 and 1, as scikit-learn does, and rescaled to sum 1.</summary>
    /// <exception cref="ArgumentException">There are no rows, they differ, or a class has no probability.</exception>
    public static double Of(ReadOnlySpan<int> truth, MatrixView probabilities) => Of(truth, probabilities, []);

    /// <inheritdoc cref="Of(ReadOnlySpan{int}, MatrixView)"/>
    /// <param name="truth">A class index per row.</param>
    /// <param name="probabilities">Rows × classes.</param>
    /// <param name="weights">What each row counts; empty for 1 each.</param>
    public static double Of(ReadOnlySpan<int> truth, MatrixView probabilities, ReadOnlySpan<double> weights)
    {
        Require.NotEmpty(probabilities, nameof(LogLoss));
        Require.SameRows(probabilities, truth.Length);
        Require.Finite(probabilities);
        Require.Weights(weights, truth.Length);
        var (sum, rows) = (0.0, 0.0);
        for (var row = 0; row < truth.Length; row++)
        {
            Require.InRange(truth[row], 0, probabilities.Columns - 1, nameof(LogLoss), "truth");
            var total = 0.0;
            foreach (var probability in probabilities.Row(row))
            {
                total += Math.Clamp(probability, Epsilon, 1 - Epsilon);
            }

            var weight = weights.IsEmpty ? 1 : weights[row];
            sum -= weight * PortableMath.Log(Math.Clamp(probabilities[row, truth[row]], Epsilon, 1 - Epsilon) / total);
            rows += weight;
        }

        return sum / rows;
    }
}
