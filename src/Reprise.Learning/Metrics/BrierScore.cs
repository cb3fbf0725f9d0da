using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Metrics;

/// <summary>The mean squared distance of probabilities from what happened (Brier 1950).</summary>
public static class BrierScore
{
    /// <summary>For two classes the mean of (p − y)² of the second, in [0, 1]; for more, the mean over rows of the sum over classes, in [0, 2]. Lower is better.</summary>
    /// <param name="truth">A class index per row.</param>
    /// <param name="probabilities">Rows × classes.</param>
    /// <param name="weights">What each row counts; empty for 1 each.</param>
    /// <exception cref="ArgumentException">There are no rows, they differ, or a class has no probability.</exception>
    public static double Of(ReadOnlySpan<int> truth, MatrixView probabilities, ReadOnlySpan<double> weights = default)
    {
        Require.NotEmpty(probabilities, nameof(BrierScore));
        Require.SameRows(probabilities, truth.Length);
        Require.Finite(probabilities);
        Require.Weights(weights, truth.Length);
        var first = probabilities.Columns == 2 ? 1 : 0;
        var (sum, total) = (0.0, 0.0);
        for (var row = 0; row < truth.Length; row++)
        {
            Require.InRange(truth[row], 0, probabilities.Columns - 1, nameof(BrierScore), "truth");
            var distance = 0.0;
            var values = probabilities.Row(row);
            for (var i = first; i < values.Length; i++)
            {
                var difference = values[i] - (truth[row] == i ? 1 : 0);
                distance += difference * difference;
            }

            var weight = weights.IsEmpty ? 1 : weights[row];
            sum += weight * distance;
            total += weight;
        }

        return sum / total;
    }
}
