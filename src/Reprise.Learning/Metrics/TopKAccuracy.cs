using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Metrics;

/// <summary>How often the true class is among the most probable ones.</summary>
public static class TopKAccuracy
{
    /// <summary>The part of rows whose class is among the <paramref name="k"/> most probable; among equal probabilities the lower index comes first, as in predictions.</summary>
    /// <param name="truth">A class index per row.</param>
    /// <param name="probabilities">Rows × classes.</param>
    /// <param name="k">At least 1; from the number of classes on, the result is 1.</param>
    /// <param name="weights">What each row counts; empty for 1 each.</param>
    /// <exception cref="ArgumentException">There are no rows, they differ, or a class has no probability.</exception>
    public static double Of(ReadOnlySpan<int> truth, MatrixView probabilities, int k, ReadOnlySpan<double> weights = default)
    {
        Require.NotEmpty(probabilities, nameof(TopKAccuracy));
        Require.SameRows(probabilities, truth.Length);
        Require.Finite(probabilities);
        Require.Weights(weights, truth.Length);
        Require.InRange(k, 1, int.MaxValue, nameof(TopKAccuracy));
        var (sum, total) = (0.0, 0.0);
        for (var row = 0; row < truth.Length; row++)
        {
            Require.InRange(truth[row], 0, probabilities.Columns - 1, nameof(TopKAccuracy), "truth");
            var values = probabilities.Row(row);
            var own = values[truth[row]];
            var before = 0;
            for (var i = 0; i < values.Length; i++)
            {
                before += values[i] > own || (values[i] == own && i < truth[row]) ? 1 : 0;
            }

            var weight = weights.IsEmpty ? 1 : weights[row];
            sum += before < k ? weight : 0;
            total += weight;
        }

        return sum / total;
    }
}
