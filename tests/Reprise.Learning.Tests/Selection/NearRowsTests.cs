using System.Collections;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Core.Tables;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Tests.Selection;

public sealed class NearRowsTests
{
    [Theory]
    [InlineData(1, 0.05)]
    [InlineData(2, 0.2)]
    [InlineData(5, 0.4)]
    [InlineData(12, 0.7)]
    public void Group_OfRandomRows_JoinsWhatBruteForceJoins(int columns, double distance)
    {
        var rng = new Rng((ulong)columns);
        var x = new Matrix(500, columns);
        for (var row = 0; row < x.Rows; row++)
        {
            for (var i = 0; i < columns; i++)
            {
                x[row, i] = row % 3 == 2 ? x[row - 1, i] + (0.2 * distance * (rng.NextDouble() - 0.5)) : 6 * rng.NextDouble();
            }
        }

        int[] keys = [.. Enumerable.Range(0, 500).Select(row => row / 250)];
        var expected = Enumerable.Range(0, 500).ToArray();
        for (var a = 0; a < 500; a++)
        {
            for (var b = a + 1; b < 500; b++)
            {
                var squared = Enumerable.Range(0, columns).Sum(i => (x[a, i] - x[b, i]) * (x[a, i] - x[b, i]));
                if (keys[a] == keys[b] && squared <= distance * distance && expected[a] != expected[b])
                {
                    var (from, to) = (Math.Max(expected[a], expected[b]), Math.Min(expected[a], expected[b]));
                    expected = [.. expected.Select(group => group == from ? to : group)];
                }
            }
        }

        var groups = NearRows.Group(x, distance, keys);

        Assert.Equal(expected.Select(group => groups[group]), groups);
        Assert.Equal(expected.Distinct().Count(), groups.Distinct().Count());
        Assert.InRange(groups.Distinct().Count(), 2, 400);
    }

    [Fact]
    public void Near_WithToleranceZero_IsExact()
    {
        var x = GoldenSet.Load("turkish").X;

        Assert.Equal(DuplicateGroups.Of(x).Groups, DuplicateGroups.Near(x, 0).Groups);
        Assert.True(DuplicateGroups.Near(x, 0.3).Count >= 12);
    }

    [Fact]
    public void Near_OfATable_KeepsTextAndNullsApart()
    {
        var table = new Table(
        [
            new Column<double>("n", [1, 1.0001, 1.0002, 1.0003, 900]),
            new Column<long>("m", [5, 5, 5, 5, 7], new BitArray([false, false, false, true, false])),
            new Column<string>("t", ["a", "a", "b", "a", "a"]),
        ]);

        var groups = DuplicateGroups.Near(table);

        Assert.Equal([0, 0, 1, 2, 3], groups.Groups);
        Assert.Equal("1 group of 2 nearly identical rows kept in one fold each", groups.Describe());
    }

    [Fact]
    public void Near_OfManyRowsAllNearEachOther_IsOneGroup()
    {
        var x = new Matrix(3000, 2);
        x[0, 0] = 1e6;                                                            // one outlier sets the deviation

        Assert.Equal(2, DuplicateGroups.Near(x).Groups.ToArray().Distinct().Count());
    }
}
