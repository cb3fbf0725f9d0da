using Reprise.Core.Numerics;

namespace Reprise.Learning.Linear;

/// <summary>Probabilities from scores.</summary>
internal static class Softmax
{
    /// <summary>Of one score the logistic function and its complement, of more the softmax.</summary>
    public static void Probabilities(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        if (scores.Length == 1)
        {
            probabilities[1] = PortableMath.Sigmoid(scores[0]);
            probabilities[0] = PortableMath.Sigmoid(-scores[0]);
            return;
        }

        var largest = scores[0];
        foreach (var score in scores)
        {
            largest = Math.Max(largest, score);
        }

        for (var i = 0; i < scores.Length; i++)
        {
            probabilities[i] = scores[i] - largest;
        }

        PortableMath.Exp(probabilities, probabilities);
        var sum = 0.0;
        foreach (var value in probabilities)
        {
            sum += value;
        }

        foreach (ref var value in probabilities)
        {
            value /= sum;
        }
    }
}
