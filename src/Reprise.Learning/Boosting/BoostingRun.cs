using Reprise.Core.Matrices;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Boosting;

/// <summary>A whole fit: chooses the rows, boosts, and stops early where asked to.</summary>
internal static class BoostingRun
{
    /// <summary>The stream of the held-out rows; trees use those from 1 on.</summary>
    private const ulong HoldOutStream = ulong.MaxValue;

    /// <summary>Fits trees.</summary>
    /// <param name="x">All rows.</param>
    /// <param name="weights">Their weights; empty for 1 each. Rows of weight 0 are left out.</param>
    /// <param name="groups">The class of each row, to hold out as much of each; empty for none.</param>
    /// <param name="lossOf">The loss of some rows with their weights.</param>
    /// <param name="plan">Parameters.</param>
    /// <param name="cancellationToken">Looked at once per round.</param>
    public static (TreeEnsemble Ensemble, SplitTally Tally) Fit(
        MatrixView x,
        double[] weights,
        int[] groups,
        Func<int[], double[], BoostingLoss> lossOf,
        BoostingPlan plan,
        CancellationToken cancellationToken)
    {
        var rows = Counted(x.Rows, weights);
        var heldOut = plan.Patience is null ? [] : HoldOut(ref rows, groups, plan);
        var train = rows.Length == x.Rows ? x : x.TakeRows(rows);
        var booster = new HistogramBooster(train, lossOf(rows, Take(weights, rows)), plan, cancellationToken);

        var trees = new List<BoostedTree>();
        var tally = SplitTally.Of(x.Columns);
        if (heldOut.Length == 0)
        {
            for (var round = 0; round < plan.Rounds; round++)
            {
                var (grown, gains) = booster.Next(round);
                trees.AddRange(grown);
                tally.Add(gains);
            }
        }
        else
        {
            BoostUntilWorse(booster, x.TakeRows(heldOut), lossOf(heldOut, Take(weights, heldOut)), plan, trees, tally);
        }

        return (new TreeEnsemble([.. trees], booster.Starts, x.Columns), tally);
    }

    private static void BoostUntilWorse(
        HistogramBooster booster, MatrixView x, BoostingLoss loss, BoostingPlan plan, List<BoostedTree> trees, SplitTally tally)
    {
        var scores = Array.ConvertAll(booster.Starts, start =>
        {
            var values = new double[x.Rows];
            Array.Fill(values, start);
            return values;
        });
        var (best, bestRounds) = (loss.Mean(scores), 0);
        var tallies = new List<SplitTally>();
        for (var round = 0; round < plan.Rounds && round - bestRounds < plan.Patience; round++)
        {
            var (grown, gains) = booster.Next(round);
            trees.AddRange(grown);
            tallies.Add(gains);
            for (var output = 0; output < grown.Length; output++)
            {
                for (var row = 0; row < x.Rows; row++)
                {
                    scores[output][row] += grown[output].Evaluate(x.Row(row));
                }
            }

            var mean = loss.Mean(scores);
            if (mean < best)
            {
                (best, bestRounds) = (mean, round + 1);
            }
        }

        var kept = Math.Max(1, bestRounds);
        trees.RemoveRange(kept * booster.Starts.Length, trees.Count - (kept * booster.Starts.Length));
        foreach (var gains in tallies.Take(kept))
        {
            tally.Add(gains);
        }
    }

    private static int[] Counted(int rows, double[] weights)
    {
        var counted = new List<int>(rows);
        for (var row = 0; row < rows; row++)
        {
            if (weights.Length == 0 || weights[row] > 0)
            {
                counted.Add(row);
            }
        }

        return [.. counted];
    }

    /// <summary>Takes a part of each group's rows out, at random; a group keeps at least one row.</summary>
    private static int[] HoldOut(ref int[] rows, int[] groups, BoostingPlan plan)
    {
        var rng = new Rng((ulong)plan.Seed).Fork(HoldOutStream);
        var shuffled = rows.ToArray();
        rng.Shuffle(shuffled.AsSpan());
        var sizes = new Dictionary<int, int>();
        foreach (var row in rows)
        {
            var group = groups.Length == 0 ? 0 : groups[row];
            sizes[group] = sizes.GetValueOrDefault(group) + 1;
        }

        var (kept, heldOut) = (new List<int>(), new List<int>());
        var quotas = sizes.ToDictionary(size => size.Key, size => Math.Min(size.Value - 1, (int)Math.Round(plan.ValidationFraction * size.Value)));
        foreach (var row in shuffled)
        {
            var group = groups.Length == 0 ? 0 : groups[row];
            if (quotas[group] > 0)
            {
                quotas[group]--;
                heldOut.Add(row);
            }
            else
            {
                kept.Add(row);
            }
        }

        kept.Sort();
        heldOut.Sort();
        rows = [.. kept];
        return [.. heldOut];
    }

    private static double[] Take(double[] values, int[] rows) => values.Length == 0 ? [] : Array.ConvertAll(rows, row => values[row]);
}
