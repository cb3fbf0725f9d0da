using Reprise.Core.Randomness;

namespace Reprise.Core.Tests.Randomness;

public sealed class RngTests
{
    /// <summary>Every model depends on this stream: it never changes.</summary>
    [Fact]
    public void NextUInt64_FromSeed42_GivesTheFixedStream()
    {
        var rng = new Rng(42);

        Assert.Equal(
            [1546998764402558742UL, 6990951692964543102UL, 12544586762248559009UL, 17057574109182124193UL],
            Enumerable.Range(0, 4).Select(_ => rng.NextUInt64()));
    }

    [Fact]
    public void Fork_AfterAnyNumberOfDraws_GivesTheSameStream()
    {
        var fresh = new Rng(7).Fork(3);
        var drawn = new Rng(7);
        drawn.NextUInt64();

        Assert.Equal(fresh.NextUInt64(), drawn.Fork(3).NextUInt64());
    }

    [Fact]
    public void Fork_OfThousandsOfStreamsAndSeeds_GivesDifferentFirstNumbers()
    {
        var firsts = new HashSet<ulong>();
        for (var seed = 0UL; seed < 50; seed++)
        {
            for (var stream = 0UL; stream < 200; stream++)
            {
                Assert.True(firsts.Add(new Rng(seed).Fork(stream).NextUInt64()), $"Seed {seed}, stream {stream} repeats another.");
            }
        }
    }

    [Fact]
    public void NextDouble_OfManyDraws_IsUniformIn01()
    {
        var rng = new Rng(1);
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++)
        {
            counts[(int)(rng.NextDouble() * 10)]++;                        // beyond [0, 1) the index would be out of range
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void NextInt32_OfManyDraws_StaysInRangeAndReachesBothHalves(int limit)
    {
        var rng = new Rng(5);
        var values = Enumerable.Range(0, 1000).Select(_ => rng.NextInt32(limit)).ToList();

        Assert.All(values, value => Assert.InRange(value, 0, limit - 1));
        Assert.Equal(limit > 1, values.Exists(value => value >= limit / 2 && value > 0));
        Assert.Contains(values, value => value <= limit / 2);
    }

    [Fact]
    public void NextInt32_BelowOne_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new Rng(0).NextInt32(0));

    [Fact]
    public void Shuffle_OfThreeValues_GivesEachOrderAboutEquallyOften()
    {
        var rng = new Rng(9);
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 6000; i++)
        {
            Span<char> letters = ['a', 'b', 'c'];
            rng.Shuffle(letters);
            counts[letters.ToString()] = counts.GetValueOrDefault(letters.ToString()) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150));
    }
}
