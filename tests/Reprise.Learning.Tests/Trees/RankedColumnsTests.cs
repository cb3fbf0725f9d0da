using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Trees;

public sealed class RankedColumnsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Values_OfColumnsWithFewAndManyDistinctValues_AreRankedInTheSmallestType(int workers)
    {
        var rng = new Rng(4);
        int[] distinct = [1, 2, 255, 256, 257, 300, 70_000, 3, 66_000];
        var x = new Matrix(70_000, distinct.Length);
        for (var row = 0; row < x.Rows; row++)
        {
            for (var i = 0; i < distinct.Length; i++)
            {
                x[row, i] = row < distinct[i] ? (row * 0.5) - 20 : (rng.NextInt32(distinct[i]) * 0.5) - 20;
            }
        }

        var data = new RankedColumns(x, workers, TestContext.Current.CancellationToken);

        int[] rows = [.. Enumerable.Range(0, x.Rows).Where(row => row % 7 == 0)];
        var ranks = new int[rows.Length];
        for (var i = 0; i < distinct.Length; i++)
        {
            Assert.Equal(distinct[i], data.DistinctValues(i));
            Assert.Equal(distinct[i] <= 256, !data.Bytes(i).IsEmpty);
            Assert.Equal(distinct[i] is > 256 and <= 65_536, !data.Shorts(i).IsEmpty);
            Assert.Equal(distinct[i] > 65_536, !data.Integers(i).IsEmpty);
            data.Gather(i, rows, ranks);
            var values = data.Values(i).ToArray();
            Assert.All(Enumerable.Range(0, rows.Length), at => Assert.Equal(x[rows[at], i], values[ranks[at]]));
            Assert.Equal(values.Order(), values);
        }
    }

    [Fact]
    public void Values_OfZeroesOfBothSigns_AreOneZero()
    {
        var x = new Matrix(600, 2);
        for (var row = 0; row < 600; row++)
        {
            x[row, 0] = row % 2 == 0 ? -0.0 : 0.0;
            x[row, 1] = row < 2 ? x[row, 0] : row;
        }

        var data = new RankedColumns(x, 1, TestContext.Current.CancellationToken);

        Assert.Equal(1, data.DistinctValues(0));
        Assert.Equal(599, data.DistinctValues(1));
        Assert.False(double.IsNegative(data.Values(0)[0]) || double.IsNegative(data.Values(1)[0]));
    }
}
