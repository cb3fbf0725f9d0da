using Reprise.Core.Numerics;

namespace Reprise.Learning.Linear;

/// <summary>Logarithmic losses of scores, and the derivatives of the losses by the scores in their place.</summary>
internal static class LogisticLoss
{
    /// <summary>Scores of class 1 against class 0, one a row.</summary>
    public static double Binary(Span<double> scores, ReadOnlySpan<int> targets, ReadOnlySpan<double> weights, Span<double> work)
    {
        var loss = 0.0;
        work = work[..scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            work[i] = -Math.Abs(scores[i]);
        }

        PortableMath.Exp(work, work);
        for (var i = 0; i < scores.Length; i++)
        {
            var (score, e) = (scores[i], work[i]);
            var weight = weights.IsEmpty ? 1 : weights[i];
            work[i] = 1 + e;
            loss = Math.FusedMultiplyAdd(weight, Math.Max(score, 0) - (targets[i] * score), loss);
            scores[i] = weight * (((score < 0 ? e : 1) / (1 + e)) - targets[i]);
        }

        PortableMath.Log(work, work);
        return loss + Weighted(work, weights);
    }

    /// <summary>Scores of all classes, row after row.</summary>
    public static double Softmax(Span<double> scores, int classes, ReadOnlySpan<int> targets, ReadOnlySpan<double> weights, Span<double> work)
    {
        var loss = 0.0;
        work = work[..targets.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            var row = scores.Slice(i * classes, classes);
            var largest = row[0];
            foreach (var score in row)
            {
                largest = Math.Max(largest, score);
            }

            foreach (ref var score in row)
            {
                score -= largest;
            }

            loss = Math.FusedMultiplyAdd(weights.IsEmpty ? 1 : weights[i], -row[targets[i]], loss);
        }

        PortableMath.Exp(scores, scores);
        for (var i = 0; i < targets.Length; i++)
        {
            var row = scores.Slice(i * classes, classes);
            var sum = 0.0;
            foreach (var value in row)
            {
                sum += value;
            }

            work[i] = sum;
            var weight = weights.IsEmpty ? 1 : weights[i];
            var factor = weight / sum;
            foreach (ref var value in row)
            {
                value *= factor;
            }

            row[targets[i]] -= weight;
        }

        PortableMath.Log(work, work);
        return loss + Weighted(work, weights);
    }

    private static double Weighted(ReadOnlySpan<double> values, ReadOnlySpan<double> weights) => weights.IsEmpty ? Vectors.Sum(values) : Vectors.Dot(values, weights);
}
