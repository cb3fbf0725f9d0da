using System.Numerics;

namespace Reprise.Core.Randomness;

/// <summary>The stream of <c>numpy.random.RandomState(seed)</c> (MT19937, Matsumoto and Nishimura 1998), for splits that scikit-learn users can compare row by row.</summary>
/// <remarks>Only to reproduce what others drew; everything new draws from <see cref="Rng"/>. Not thread-safe.</remarks>
public sealed class NumpyRandom
{
    private const int Size = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    /// <summary>A generator for a seed, as <c>RandomState(seed)</c> or scikit-learn's <c>random_state=seed</c>.</summary>
    public NumpyRandom(uint seed)
    {
        _state[0] = seed;
        for (var i = 1; i < Size; i++)
        {
            _state[i] = (1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
        }
    }

    /// <summary>The next 32 bits.</summary>
    public uint NextUInt32()
    {
        if (_next == Size)
        {
            Twist();
        }

        var y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680u;
        y ^= (y << 15) & 0xEFC60000u;
        return y ^ (y >> 18);
    }

    /// <summary>A double in [0, 1) with 53 random bits: <c>random_sample()</c>.</summary>
    public double NextDouble()
    {
        var high = NextUInt32() >> 5;
        var low = NextUInt32() >> 6;
        return ((high * 67108864.0) + low) / 9007199254740992.0;
    }

    /// <summary>An unbiased integer in [0, <paramref name="exclusiveMax"/>), by masking and rejection: <c>randint(0, exclusiveMax)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is below 1.</exception>
    public int NextInt32(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMax, 1);
        var max = (uint)exclusiveMax - 1;
        if (max == 0)
        {
            return 0;
        }

        var mask = uint.MaxValue >> BitOperations.LeadingZeroCount(max);
        uint value;
        do
        {
            value = NextUInt32() & mask;
        }
        while (value > max);

        return (int)value;
    }

    /// <summary>Shuffles in place: <c>shuffle(values)</c>. O(n).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = NextInt32(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>The numbers from 0 to <paramref name="count"/> − 1, shuffled: <c>permutation(count)</c>.</summary>
    public int[] Permutation(int count)
    {
        var values = new int[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = i;
        }

        Shuffle<int>(values);
        return values;
    }

    private void Twist()
    {
        for (var i = 0; i < Size; i++)
        {
            var y = (_state[i] & 0x80000000u) | (_state[(i + 1) % Size] & 0x7FFFFFFFu);
            _state[i] = _state[(i + Middle) % Size] ^ (y >> 1) ^ ((y & 1) * 0x9908B0DFu);
        }

        _next = 0;
    }
}
