using System.Globalization;
using Reprise.Core.Errors;

namespace Reprise.Learning.Metrics;

/// <summary>The ROC curve of a score against a yes/no truth, and the area under it.</summary>
public sealed class RocCurve
{
    private RocCurve(IReadOnlyList<RocPoint> points, double area) => (Points, Area) = (points, area);

    /// <summary>From (0, 0) to (1, 1), by falling threshold; points on a straight line between others are left out.</summary>
    public IReadOnlyList<RocPoint> Points { get; }

    /// <summary>The area under the curve, in [0, 1]: how often a positive row scores above a negative one, ties counting half.</summary>
    public double Area { get; }

    /// <summary>The curve of scores. O(n log n).</summary>
    /// <param name="truth">Whether each row is positive; some are and some are not.</param>
    /// <param name="scores">Higher for rows that look positive.</param>
    /// <param name="weights">What each row counts; empty for 1 each. A row of weight 0 is as if it were not there.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is not a number, or the rows are not of both kinds.</exception>
    public static RocCurve Of(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights = default)
    {
        if (truth.Length != scores.Length)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {truth.Length} truths and {scores.Length} scores; they must be the same rows."),
                nameof(scores));
        }

        Require.Weights(weights, truth.Length);
        var sorted = scores.ToArray();
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, order);
        var (positives, negatives) = (0.0, 0.0);
        for (var row = 0; row < truth.Length; row++)
        {
            var weight = weights.IsEmpty ? 1 : weights[row];
            positives += truth[row] ? weight : 0;
            negatives += truth[row] ? 0 : weight;
        }
        if (positives == 0 || negatives == 0 || double.IsNaN(sorted[0]))
        {
            throw new ArgumentException(
                positives == 0 || negatives == 0
                    ? "A ROC curve needs rows of both kinds; all are of one."
                    : "A ROC curve needs scores that are numbers; one is not.",
                nameof(truth));
        }

        var counts = new List<(double False, double True, double Threshold)> { (0, 0, double.PositiveInfinity) };
        var (falses, trues, doubledArea) = (0.0, 0.0, 0.0);       // whole numbers without weights: exact
        for (var end = sorted.Length; end > 0;)
        {
            var (start, falsesBefore, truesBefore) = (end, falses, trues);
            while (start > 0 && sorted[start - 1] == sorted[end - 1])
            {
                start--;
                var weight = weights.IsEmpty ? 1 : weights[order[start]];
                trues += truth[order[start]] ? weight : 0;
                falses += truth[order[start]] ? 0 : weight;
            }

            end = start;
            if (falses == falsesBefore && trues == truesBefore)
            {
                continue;
            }

            doubledArea += (falses - falsesBefore) * (trues + truesBefore);
            Add(counts, (falses, trues, sorted[start]));
        }

        return new RocCurve(
            [.. counts.Select(count => new RocPoint(Math.Min(count.False / negatives, 1), Math.Min(count.True / positives, 1), count.Threshold))],
            Math.Min(doubledArea / (2.0 * positives * negatives), 1));
    }

    /// <summary>Adds a corner, replacing the last one when it lies on the line to this one.</summary>
    private static void Add(List<(double False, double True, double Threshold)> corners, (double False, double True, double Threshold) next)
    {
        if (corners.Count > 1)
        {
            var (a, b) = (corners[^2], corners[^1]);
            if ((b.False - a.False) * (next.True - b.True) == (b.True - a.True) * (next.False - b.False))
            {
                corners.RemoveAt(corners.Count - 1);
            }
        }

        corners.Add(next);
    }
}
