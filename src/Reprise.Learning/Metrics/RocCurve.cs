using System.Globalization;

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
    /// <exception cref="ArgumentException">Lengths differ, a score is not a number, or the rows are not of both kinds.</exception>
    public static RocCurve Of(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores)
    {
        if (truth.Length != scores.Length)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {truth.Length} truths and {scores.Length} scores; they must be the same rows."),
                nameof(scores));
        }

        var sorted = scores.ToArray();
        var kinds = truth.ToArray();
        Array.Sort(sorted, kinds);
        var positives = truth.Count(true);
        var negatives = truth.Length - positives;
        if (positives == 0 || negatives == 0 || double.IsNaN(sorted[0]))
        {
            throw new ArgumentException(
                positives == 0 || negatives == 0
                    ? "A ROC curve needs rows of both kinds; all are of one."
                    : "A ROC curve needs scores that are numbers; one is not.",
                nameof(truth));
        }

        var counts = new List<(long False, long True, double Threshold)> { (0, 0, double.PositiveInfinity) };
        var (falses, trues, doubledArea) = (0L, 0L, 0L);
        for (var end = sorted.Length; end > 0;)
        {
            var (start, falsesBefore, truesBefore) = (end, falses, trues);
            while (start > 0 && sorted[start - 1] == sorted[end - 1])
            {
                start--;
                trues += kinds[start] ? 1 : 0;
                falses += kinds[start] ? 0 : 1;
            }

            doubledArea += (falses - falsesBefore) * (trues + truesBefore);
            Add(counts, (falses, trues, sorted[start]));
            end = start;
        }

        return new RocCurve(
            [.. counts.Select(count => new RocPoint((double)count.False / negatives, (double)count.True / positives, count.Threshold))],
            doubledArea / (2.0 * positives * negatives));
    }

    /// <summary>Adds a corner, replacing the last one when it lies on the line to this one.</summary>
    private static void Add(List<(long False, long True, double Threshold)> corners, (long False, long True, double Threshold) next)
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
