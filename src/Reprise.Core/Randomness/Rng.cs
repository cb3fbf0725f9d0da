using System.Numerics;

namespace Reprise.Core.Randomness;

/// <summary>A seeded generator (xoshiro256**, Blackman and Vigna 2018; seeded by SplitMix64) whose stream is the same on every runtime and CPU.</summary>
/// <remarks>Not thread-safe: give each worker its own by <see cref="Fork"/>, keyed by what it works on, never by the worker's number.</remarks>
public sealed class Rng
{
    private readonly ulong _seed;
    private ulong _a, _b, _c, _d;

    /// <summary>A generator for a seed; every seed is fine, 0 included.</summary>
    public Rng(ulong seed)
    {
        _seed = seed;
        var state = seed;
        _a = SplitMix(ref state);
        _b = SplitMix(ref state);
        _c = SplitMix(ref state);
        _d = SplitMix(ref state);
    }

    /// <summary>An independent generator that depends on this one's seed and <paramref name="stream"/> only, not on how much was drawn so far.</summary>
    public Rng Fork(ulong stream)
    {
        var state = _seed;
        var mixed = SplitMix(ref state) ^ (stream * 0x9E3779B97F4A7C15UL);
        return new Rng(SplitMix(ref mixed));
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A double in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>An unbiased integer in [0, <paramref name="exclusiveMax"/>) (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is below 1.</exception>
    public int NextInt32(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMax, 1);
        var range = (uint)exclusiveMax;
        var product = (NextUInt64() >> 32) * range;
        if ((uint)product < range)
        {
            var threshold = (0u - range) % range;
            while ((uint)product < threshold)
            {
                product = (NextUInt64() >> 32) * range;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>Shuffles in place, every order equally likely (Fisher–Yates). O(n).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = NextInt32(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
