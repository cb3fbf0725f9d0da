namespace Reprise.Learning.Boosting;

/// <summary>First and second derivatives of the loss as integers, two to a 64-bit word, scaled so that their sums over all rows fit in 32 bits each.</summary>
/// <remarks>
/// Integers add to the same sum in any order, so trees do not depend on the number of workers. The scales are powers of two, near 2³¹ / Σ|g| and 2³² / Σh:
/// a row of mean size keeps about 31 − log₂ rows bits, 11 of them at a million rows, and the rounding errors of a node's rows cancel (Shi et al. 2022, who need 3 to 5 bits).
/// </remarks>
internal sealed class PackedGradients(int rows)
{
    private const int Block = 8192;

    private readonly double[] _sums = new double[2 * ((rows + Block - 1) / Block)];
    private readonly (uint Least, uint Greatest)[] _ranges = new (uint, uint)[(rows + Block - 1) / Block];

    /// <summary>Packed derivatives by row.</summary>
    public long[] Values { get; } = new long[rows];

    /// <summary>Units of first derivative to 1.</summary>
    public double FirstScale { get; private set; }

    /// <summary>Units of second derivative to 1.</summary>
    public double SecondScale { get; private set; }

    /// <summary>The least second derivative of one row, in units.</summary>
    public uint LeastSecond { get; private set; }

    /// <summary>The greatest second derivative of one row, in units.</summary>
    public uint GreatestSecond { get; private set; }

    /// <summary>The first derivative of a packed value, in units.</summary>
    public static int First(long packed) => (int)(packed >> 32);

    /// <summary>The second derivative of a packed value, in units.</summary>
    public static uint Second(long packed) => (uint)packed;

    /// <summary>Packs derivatives. False when all first derivatives vanish, so that there is nothing to learn.</summary>
    public bool Fill(double[] first, double[] second, ParallelOptions parallel)
    {
        Parallel.For(0, _ranges.Length, parallel, block =>
        {
            var (from, to) = (block * Block, Math.Min(rows, (block + 1) * Block));
            var (g, h) = (0.0, 0.0);
            for (var row = from; row < to; row++)
            {
                g += Math.Abs(first[row]);
                h += second[row];
            }

            (_sums[2 * block], _sums[(2 * block) + 1]) = (g, h);
        });

        var (allFirst, allSecond) = (0.0, 0.0);
        for (var block = 0; block < _ranges.Length; block++)
        {
            allFirst += _sums[2 * block];
            allSecond += _sums[(2 * block) + 1];
        }

        if (!(allFirst > 0 && allSecond > 0 && double.IsFinite(allFirst) && double.IsFinite(allSecond)))
        {
            return false;
        }

        FirstScale = PowerOfTwo((int.MaxValue - (double)rows) / allFirst);
        SecondScale = PowerOfTwo((uint.MaxValue - (double)rows) / allSecond);
        Parallel.For(0, _ranges.Length, parallel, block => Pack(first, second, block));
        (LeastSecond, GreatestSecond) = (uint.MaxValue, 0);
        foreach (var (least, greatest) in _ranges)
        {
            (LeastSecond, GreatestSecond) = (Math.Min(LeastSecond, least), Math.Max(GreatestSecond, greatest));
        }

        return true;
    }

    private static double PowerOfTwo(double value) => Math.ScaleB(1, Math.Clamp(Math.ILogB(value), -1000, 1000));

    private void Pack(double[] first, double[] second, int block)
    {
        var (from, to) = (block * Block, Math.Min(rows, (block + 1) * Block));
        var (firstScale, secondScale, values) = (FirstScale, SecondScale, Values);
        var (least, greatest) = (uint.MaxValue, 0u);
        for (var row = from; row < to; row++)
        {
            var h = (uint)(long)Math.Round(second[row] * secondScale);
            (least, greatest) = (Math.Min(least, h), Math.Max(greatest, h));
            values[row] = ((long)Math.Round(first[row] * firstScale) << 32) + h;
        }

        _ranges[block] = (least, greatest);
    }
}
