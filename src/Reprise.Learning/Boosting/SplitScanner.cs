namespace Reprise.Learning.Boosting;

/// <summary>Finds the best split of one column from a node's histogram, missing values on either side.</summary>
internal sealed class SplitScanner(BinnedData data, TreeRules rules, PackedGradients gradients)
{
    private readonly NodeScore _score = new(rules, gradients);
    private readonly long _leastSecond = LeastSecond(rules, gradients);
    private readonly bool _countsBySecond = rules.MinSamplesLeaf <= 1 || gradients.LeastSecond == gradients.GreatestSecond;

    /// <summary>Scores and weights of nodes.</summary>
    public NodeScore Nodes => _score;

    /// <summary>Whether a node of these sums has room for a split.</summary>
    public bool HasRoom(GrowingNode node) =>
        node.Depth < rules.MaxDepth && node.Count >= 2L * rules.MinSamplesLeaf && PackedGradients.Second(node.Total) >= 2 * _leastSecond;

    /// <summary>Whether each side certainly has enough rows: no row has more than the greatest second derivative.</summary>
    public bool HasEnoughRows(in BoostedSplit split, long total)
    {
        var enough = (long)rules.MinSamplesLeaf * gradients.GreatestSecond;
        return _countsBySecond || (PackedGradients.Second(split.Left) >= enough && PackedGradients.Second(total - split.Left) >= enough);
    }

    /// <summary>The best split of a column, or none; rows are counted only where <paramref name="counts"/> by bin are given.</summary>
    public BoostedSplit Find(int feature, GrowingNode node, ReadOnlySpan<int> counts, Span<long> scratch)
    {
        var columnBins = data.Bins[feature];
        var sums = node.Histogram.AsSpan(data.Offsets[feature], columnBins.Bins);
        if (data.DefaultBins[feature] is >= 0 and var common && sums[common] == node.Total)
        {
            return BoostedSplit.None;                           // no cut leaves second derivatives on both sides
        }

        Span<int> order = stackalloc int[columnBins.IsCategorical ? columnBins.ValueBins : 0];
        if (columnBins.IsCategorical)
        {
            order = order[..Order(feature, node.Histogram!, order)];
        }

        var missing = columnBins.HasMissing ? sums[^1] : 0;
        var missingCount = columnBins.HasMissing && !counts.IsEmpty ? counts[columnBins.ValueBins] : 0;
        var best = BoostedSplit.None;
        Scan(feature, node, sums[..columnBins.ValueBins], order, counts, 0, 0, scratch, ref best);
        if (missing != 0)
        {
            Scan(feature, node, sums[..columnBins.ValueBins], order, counts, missing, missingCount, scratch, ref best);
        }
        else if (best.Exists)
        {
            best = best with { MissingLeft = PackedGradients.Second(best.Left) > PackedGradients.Second(node.Total - best.Left) };
        }

        return best;
    }

    /// <summary>The bins of a categorical column that have rows in the node, by their ratio of first to (smoothed) second derivatives (Fisher 1958; LightGBM).</summary>
    public int Order(int feature, long[] histogram, Span<int> order)
    {
        var sums = histogram.AsSpan(data.Offsets[feature], order.Length);
        Span<double> ratios = stackalloc double[order.Length];
        var smoothing = rules.CategorySmoothing * gradients.SecondScale;
        var used = 0;
        for (var bin = 0; bin < order.Length; bin++)
        {
            if (sums[bin] != 0)
            {
                ratios[used] = PackedGradients.First(sums[bin]) / (PackedGradients.Second(sums[bin]) + smoothing + 1);
                order[used++] = bin;
            }
        }

        ratios[..used].Sort(order[..used], static (a, b) => a.CompareTo(b));
        return used;
    }

    private static long LeastSecond(TreeRules rules, PackedGradients gradients)
    {
        var least = Math.Max(1, Math.Ceiling(rules.MinChildWeight * gradients.SecondScale));
        if (gradients.LeastSecond == gradients.GreatestSecond)
        {
            least = Math.Max(least, (double)rules.MinSamplesLeaf * gradients.GreatestSecond);
        }

        return least < long.MaxValue / 4 ? (long)least : long.MaxValue / 4;
    }

    private void Scan(
        int feature,
        GrowingNode node,
        ReadOnlySpan<long> sums,
        ReadOnlySpan<int> order,
        ReadOnlySpan<int> counts,
        long missing,
        int missingCount,
        Span<long> scratch,
        ref BoostedSplit best)
    {
        if (_score.IsPlain && counts.IsEmpty && !data.Bins[feature].IsCategorical)
        {
            var (score, leftSums) = (best.Score, 0L);
            var found = SplitKernel.Scan(sums, node.Total, missing, _leastSecond, _score.L2, scratch, ref score, ref leftSums);
            best = found < 0 ? best : new BoostedSplit(feature, found, missing != 0, score, leftSums);
            return;
        }

        var isCategorical = data.Bins[feature].IsCategorical;
        var steps = isCategorical ? order.Length : sums.Length;
        var (left, leftCount, total) = (missing, missingCount, node.Total);
        for (var step = 0; step < steps; step++)
        {
            var bin = isCategorical ? order[step] : step;
            left += sums[bin];
            leftCount += counts.IsEmpty ? 0 : counts[bin];
            var right = total - left;
            if (sums[bin] == 0
                || PackedGradients.Second(left) < _leastSecond
                || PackedGradients.Second(right) < _leastSecond
                || (!counts.IsEmpty && (leftCount < rules.MinSamplesLeaf || node.Count - leftCount < rules.MinSamplesLeaf)))
            {
                continue;
            }

            var score = Score(feature, left, right, node);
            if (score > best.Score)
            {
                best = new BoostedSplit(feature, step, missing != 0, score, left);
            }
        }
    }

    private double Score(int feature, long left, long right, GrowingNode node)
    {
        double leftFirst = PackedGradients.First(left), leftSecond = PackedGradients.Second(left);
        double rightFirst = PackedGradients.First(right), rightSecond = PackedGradients.Second(right);
        var leftWeight = _score.Weight(leftFirst, leftSecond, node.Lower, node.Upper);
        var rightWeight = _score.Weight(rightFirst, rightSecond, node.Lower, node.Upper);
        var direction = rules.Monotone.Length == 0 ? 0 : (int)rules.Monotone[feature];
        return direction * (rightWeight - leftWeight) < 0
            ? double.NegativeInfinity
            : _score.Score(leftFirst, leftSecond, leftWeight) + _score.Score(rightFirst, rightSecond, rightWeight);
    }
}
