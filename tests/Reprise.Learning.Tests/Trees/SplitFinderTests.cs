using System.Text.Json;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Trees;

public sealed class SplitFinderTests
{
    /// <summary>At every inner node of the reference tree the finder's best cut is worth what the reference's cut is, whichever of equal cuts either took.</summary>
    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void Find_AtEachNodeOfTheReferenceTree_FindsACutOfTheSameWorth(string name)
    {
        var set = GoldenSet.Load(name);
        var (x, train, _) = ReferenceProtocol.Split(set);
        var (rows, y) = (x.View.TakeRows(train), ReferenceProtocol.Take(set.Y, train));
        var walk = new Walk(rows, y, set.Classes.Length, set.Values.GetProperty("DecisionTree_gini_depth3"));

        walk.Descend([.. Enumerable.Range(0, rows.Rows)]);

        Assert.Equal(set.Values.GetProperty("DecisionTree_gini_depth3").GetProperty("node_count").GetInt32(), walk.Visited);
    }

    /// <summary>Lanes, counts and sorting give the cut that trying every one gives, bit for bit, with draws, ties, wide columns and least leaf sizes.</summary>
    [Fact]
    public void Find_InEachWay_FindsTheCutOfAnExhaustiveSearch()
    {
        var rng = new Rng(11);
        for (var trial = 0; trial < 400; trial++)
        {
            var rows = 2 + rng.NextInt32(trial % 4 == 0 ? 700 : 60);
            var classes = 2 + rng.NextInt32(trial % 3 == 0 ? 15 : 4);
            var values = 1 + rng.NextInt32(trial % 4 == 0 ? 600 : 20);
            var (x, y, draws) = (new Matrix(rows, 1), new int[rows], new int[rows]);
            for (var row = 0; row < rows; row++)
            {
                (x[row, 0], y[row], draws[row]) = (rng.NextInt32(values), rng.NextInt32(classes), 1 + rng.NextInt32(3));
            }

            int[] samples = [.. Enumerable.Range(0, rows).Where(_ => rng.NextDouble() < 0.8).Append(0).Distinct().Order()];
            var minLeaf = 1 + rng.NextInt32(3);
            var data = new RankedColumns(x, 1, TestContext.Current.CancellationToken);
            var finder = new GiniCounts(data, y, classes);
            finder.Enter(samples, draws);

            var expected = Exhaustive(x, y, classes, samples, draws, minLeaf);

            var constant = samples.All(sample => x[sample, 0] == x[samples[0], 0]);
            Assert.Equal((expected, constant), (finder.BySorting(0, samples, minLeaf, out var isConstant), isConstant));
            Assert.Equal((expected, constant), (finder.ByCounting(0, samples, minLeaf, out isConstant), isConstant));
            Assert.Equal((expected, constant), (finder.Find(0, samples, minLeaf, out isConstant), isConstant));
            Assert.Equal((expected, constant), (finder.Find(0, samples, minLeaf, out isConstant), isConstant));   // the memory is clear again
        }
    }

    [Fact]
    public void Find_InANodeTooHeavyForLanes_CountsInWiderIntegers()
    {
        var x = new Matrix(4, 1);
        (x[1, 0], x[2, 0], x[3, 0]) = (1, 2, 3);
        var finder = new GiniCounts(new RankedColumns(x, 1, TestContext.Current.CancellationToken), [0, 0, 1, 1], 2);
        finder.Enter([0, 1, 2, 3], [30_000, 30_000, 30_000, 30_000]);

        var split = finder.Find(0, [0, 1, 2, 3], 1, out _);

        Assert.Equal(new Split(0, 1, 1.5, 120_000), split);
    }

    private static Split Exhaustive(Matrix x, int[] y, int classes, int[] samples, int[] draws, int minLeaf)
    {
        var best = Split.None;
        double[] values = [.. samples.Select(sample => x[sample, 0]).Distinct().Order()];
        double[] all = [.. x.Values.ToArray().Distinct().Order()];
        for (var i = 0; i + 1 < values.Length; i++)
        {
            var threshold = (values[i] + values[i + 1]) / 2;
            var (left, right) = (samples.Where(sample => x[sample, 0] <= threshold).ToList(), samples.Where(sample => x[sample, 0] > threshold).ToList());
            var score = Worth(left) + Worth(right);
            if (left.Count >= minLeaf && right.Count >= minLeaf && score > best.Score)
            {
                best = new Split(0, Array.IndexOf(all, values[i]), threshold, score);
            }
        }

        return best;

        double Worth(List<int> side)
        {
            long[] counts = [.. Enumerable.Range(0, classes).Select(label => side.Where(sample => y[sample] == label).Sum(sample => (long)draws[sample]))];
            return (double)counts.Sum(count => count * count) / counts.Sum();
        }
    }

    private sealed class Walk(Matrix x, int[] y, int classes, JsonElement golden)
    {
        private readonly RankedColumns _data = new(x, 2, TestContext.Current.CancellationToken);
        private readonly int[] _draws = [.. Enumerable.Repeat(1, y.Length)];
        private readonly int[] _features = golden.GetProperty("text_features").Integers();
        private readonly double[] _thresholds = golden.GetProperty("thresholds").Doubles();
        private readonly int[] _counts = golden.GetProperty("n_node_samples").Integers();

        public int Visited { get; private set; }

        public void Descend(int[] samples)
        {
            var node = Visited++;
            Assert.Equal(_counts[node], samples.Length);
            if (_features[node] < 0)
            {
                return;
            }

            int[] left = [.. samples.Where(row => (float)x[row, _features[node]] <= _thresholds[node])];
            int[] right = [.. samples.Except(left)];
            var finder = new GiniCounts(_data, y, classes);
            finder.Enter(samples, _draws);
            var best = Enumerable.Range(0, x.Columns).Max(feature => finder.Find(feature, samples, 1, out _).Score);
            Assert.Equal(Worth(left) + Worth(right), best, 1e-9);
            Descend(left);
            Descend(right);
        }

        private double Worth(int[] samples) => Totals(samples).Sum(total => (double)total * total) / samples.Length;

        private long[] Totals(int[] samples) => [.. Enumerable.Range(0, classes).Select(label => samples.LongCount(row => y[row] == label))];
    }
}
