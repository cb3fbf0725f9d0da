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

    [Fact]
    public void Find_BySortingAndByCounting_FindsTheSameCut()
    {
        var rng = new Rng(11);
        for (var trial = 0; trial < 300; trial++)
        {
            var rows = 2 + rng.NextInt32(60);
            var classes = 2 + rng.NextInt32(4);
            var x = new Matrix(rows, 1);
            var y = new int[rows];
            var weights = new int[rows];
            for (var row = 0; row < rows; row++)
            {
                x[row, 0] = rng.NextInt32(1 + rng.NextInt32(20));
                y[row] = rng.NextInt32(classes);
                weights[row] = 1 + rng.NextInt32(3);
            }

            int[] samples = [.. Enumerable.Range(0, rows).Where(_ => rng.NextDouble() < 0.8).Append(0).Distinct()];
            var minLeaf = 1 + rng.NextInt32(3);
            var data = new RankedColumns(x, TestContext.Current.CancellationToken);

            var sorted = Fresh(data, y, classes, samples, weights).BySorting(0, samples, weights, minLeaf, out var constantSorted);
            var counted = Fresh(data, y, classes, samples, weights).ByCounting(0, samples, weights, minLeaf, out var constantCounted);

            Assert.Equal(sorted, counted);
            Assert.Equal(constantSorted, constantCounted);
        }
    }

    private static SplitFinder Fresh(RankedColumns data, int[] y, int classes, int[] samples, int[] weights)
    {
        var totals = new long[classes];
        foreach (var sample in samples)
        {
            totals[y[sample]] += weights[sample];
        }

        var finder = new SplitFinder(data, y, classes);
        finder.Begin(totals);
        return finder;
    }

    private sealed class Walk(Matrix x, int[] y, int classes, JsonElement golden)
    {
        private readonly RankedColumns _data = new(x, TestContext.Current.CancellationToken);
        private readonly int[] _weights = [.. Enumerable.Repeat(1, y.Length)];
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
            var finder = new SplitFinder(_data, y, classes);
            var best = Enumerable.Range(0, x.Columns).Max(feature => finder.Find(feature, samples, _weights, Totals(samples), 1, out _).Score);
            Assert.Equal(Worth(left) + Worth(right), best, 1e-9);
            Descend(left);
            Descend(right);
        }

        private double Worth(int[] samples) => Totals(samples).Sum(total => (double)total * total) / samples.Length;

        private long[] Totals(int[] samples) => [.. Enumerable.Range(0, classes).Select(label => samples.LongCount(row => y[row] == label))];
    }
}
