using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Metrics;

/// <summary>Precision against recall for every threshold of a score, and its average precision.</summary>
public sealed class PrecisionRecallCurve
{
    private PrecisionRecallCurve(IReadOnlyList<PrecisionRecallPoint> points, double averagePrecision) => (Points, AveragePrecision) = (points, averagePrecision);

    /// <summary>A point per different score, by falling threshold: recall rises from the first to 1 at the last.</summary>
    public IReadOnlyList<PrecisionRecallPoint> Points { get; }

    /// <summary>Σ (recall − recall before) · precision over the points, in [0, 1]; nothing is interpolated.</summary>
    public double AveragePrecision { get; }

    /// <summary>The curve of scores. O(n log n).</summary>
    /// <param name="truth">Whether each row is positive; one is.</param>
    /// <param name="scores">Higher for rows that look positive.</param>
    /// <param name="weights">What each row counts; empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is not a number, or no row is positive.</exception>
    public static PrecisionRecallCurve Of(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights = default)
    {
        if (truth.Length != scores.Length || scores.Contains(double.NaN))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {truth.Length} truths and {scores.Length} scores; they must be the same rows, and the scores numbers."),
                nameof(scores));
        }

        Require.Weights(weights, truth.Length);
        var sorted = scores.ToArray();
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, order);
        var positives = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            positives += truth[row] ? Weight(weights, row) : 0;
        }

        if (positives == 0)
        {
            throw new ArgumentException("A precision-recall curve needs a positive row; there is none.", nameof(truth));
        }

        var points = new List<PrecisionRecallPoint>();
        var (trues, all, average, recallBefore) = (0.0, 0.0, 0.0, 0.0);
        for (var end = sorted.Length; end > 0;)
        {
            var start = end;
            while (start > 0 && sorted[start - 1] == sorted[end - 1])
            {
                start--;
                var weight = Weight(weights, order[start]);
                trues += truth[order[start]] ? weight : 0;
                all += weight;
            }

            end = start;
            if (all == 0)
            {
                continue;                                            // rows of weight 0 are as if they were not there
            }

            var point = new PrecisionRecallPoint(trues / all, trues / positives, sorted[start]);
            average += (point.Recall - recallBefore) * point.Precision;
            recallBefore = point.Recall;
            points.Add(point);
        }

        return new PrecisionRecallCurve(points, average);
    }

    /// <summary>Average precision of the second of two classes; of more, the mean over classes that occur of each against the rest.</summary>
    /// <param name="truth">A class index per row.</param>
    /// <param name="probabilities">Rows × classes.</param>
    /// <param name="weights">What each row counts; empty for 1 each.</param>
    /// <exception cref="ArgumentException">Rows differ, or there is no positive row.</exception>
    public static double AveragePrecisionOf(ReadOnlySpan<int> truth, MatrixView probabilities, ReadOnlySpan<double> weights = default)
    {
        Require.NotEmpty(probabilities, nameof(PrecisionRecallCurve));
        Require.SameRows(probabilities, truth.Length);
        var kinds = new bool[truth.Length];
        var scores = new double[truth.Length];
        var (sum, count) = (0.0, 0);
        for (var i = probabilities.Columns == 2 ? 1 : 0; i < probabilities.Columns; i++)
        {
            for (var row = 0; row < kinds.Length; row++)
            {
                kinds[row] = truth[row] == i;
            }

            if (probabilities.Columns == 2 || kinds.Contains(true))
            {
                probabilities.CopyColumn(i, scores);
                sum += Of(kinds, scores, weights).AveragePrecision;
                count++;
            }
        }

        return sum / count;
    }

    private static double Weight(ReadOnlySpan<double> weights, int row) => weights.IsEmpty ? 1 : weights[row];
}
