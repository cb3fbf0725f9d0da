using Reprise.Core.Numerics;

namespace Reprise.Learning.Bayes;

/// <summary>Log-probabilities up to a constant, as probabilities.</summary>
internal static class LogScores
{
    /// <summary>Overwrites scores by probabilities that sum to 1. A class of prior 0 gets 0; scores that overflowed count as the lowest number there is.</summary>
    public static void ToProbabilities(Span<double> scores, ReadOnlySpan<double> priors)
    {
        var largest = double.NegativeInfinity;
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = priors[i] == 0 ? double.NegativeInfinity : scores[i] >= -double.MaxValue ? Math.Min(scores[i], double.MaxValue) : -double.MaxValue;
            largest = Math.Max(largest, scores[i]);
        }

        foreach (ref var score in scores)
        {
            score -= largest;
        }

        PortableMath.Exp(scores, scores);
        var total = 0.0;
        foreach (var score in scores)
        {
            total += score;
        }

        foreach (ref var score in scores)
        {
            score /= total;
        }
    }
}
