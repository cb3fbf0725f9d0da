namespace Reprise.Learning.Calibration;

/// <summary>The rising step function nearest to the truth in squares, by pooling adjacent violators (Ayer et al. 1955), linear between its corners and level outside.</summary>
internal sealed class IsotonicCurve(double[] scores, double[] values) : CalibrationCurve
{
    /// <summary>Corners, strictly ascending, at least one.</summary>
    public ReadOnlySpan<double> Scores => scores;

    /// <summary>Probabilities at the corners, ascending.</summary>
    public ReadOnlySpan<double> Values => values;

    public override double At(double score)
    {
        var at = Array.BinarySearch(scores, score);
        if (at >= 0)
        {
            return values[at];
        }

        var next = ~at;
        if (next == 0 || next == scores.Length)
        {
            return values[next == 0 ? 0 : ^1];
        }

        var part = (score - scores[next - 1]) / (scores[next] - scores[next - 1]);
        return Math.Clamp(values[next - 1] + (part * (values[next] - values[next - 1])), values[next - 1], values[next]);
    }

    /// <summary>Fits the curve; rows of one score count as one point. O(rows · log rows).</summary>
    public static IsotonicCurve Fit(ReadOnlySpan<double> rows, ReadOnlySpan<bool> truth, ReadOnlySpan<double> weights)
    {
        var sorted = rows.ToArray();
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, order);
        var points = new List<double>();
        var blocks = new List<(double True, double All, int Points)>();
        for (var start = 0; start < sorted.Length;)
        {
            var end = start;
            var (trues, all) = (0.0, 0.0);
            for (; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
                var weight = weights.IsEmpty ? 1 : weights[order[end]];
                trues += truth[order[end]] ? weight : 0;
                all += weight;
            }

            points.Add(sorted[start] + 0.0);
            var block = (True: trues, All: all, Points: 1);
            while (blocks.Count > 0 && blocks[^1].True * block.All >= block.True * blocks[^1].All)       // counts, unless there are weights: compared exactly
            {
                block = (block.True + blocks[^1].True, block.All + blocks[^1].All, block.Points + blocks[^1].Points);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
            start = end;
        }

        var (scores, values) = (new List<double>(), new List<double>());
        var at = 0;
        foreach (var (positive, whole, count) in blocks)
        {
            scores.Add(points[at]);
            values.Add(positive / whole);
            if (count > 1)
            {
                scores.Add(points[at + count - 1]);                  // what lies between is level
                values.Add(positive / whole);
            }

            at += count;
        }

        return new IsotonicCurve([.. scores], [.. values]);
    }
}
