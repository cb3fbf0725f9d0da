using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Trees;

public sealed class RankBatchTests
{
    /// <summary>In data long and wide enough to be read by row, sparse and dense columns give the cuts that sorting gives, in nodes of all sizes.</summary>
    [Fact]
    public void Find_OfSparseColumnsReadByRow_FindsTheCutOfTheSortingWay()
    {
        var rng = new Rng(8);
        var (x, y, draws) = (new Matrix(2100, 500), new int[2100], new int[2100]);
        for (var row = 0; row < x.Rows; row++)
        {
            (y[row], draws[row]) = (rng.NextInt32(7), 1 + rng.NextInt32(3));
            for (var column = 0; column < x.Columns; column++)
            {
                x[row, column] = rng.NextInt32(column + 2) > 1 && column % 5 != 0 ? 0 : rng.NextInt32(column % 7 == 0 ? 1 : 200);
            }
        }

        var data = new RankedColumns(x, 1, TestContext.Current.CancellationToken);
        Assert.False(data.RowBytes.IsEmpty);
        Assert.True(data.MostlyLowest(301));
        foreach (var (count, minLeaf) in ((int, int)[])[(2100, 1), (2000, 5), (700, 1), (333, 3), (31, 1), (6, 1), (2, 1)])
        {
            int[] samples = [.. Enumerable.Range(0, 2100).Where(row => row * (long)count / 2100 != (row + 1) * (long)count / 2100)];
            var finder = new GiniCounts(data, y, 7);
            int[] features = [301, 7, 5, 499, 2, 3];
            finder.Enter(samples, draws);
            finder.Expect(features, samples);
            foreach (var feature in features)
            {
                var found = (finder.Find(feature, samples, minLeaf, out var constant), constant);

                Assert.Equal((finder.BySorting(feature, samples, minLeaf, out constant), constant), found);
            }
        }
    }
}
