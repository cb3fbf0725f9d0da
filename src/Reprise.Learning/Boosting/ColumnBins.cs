namespace Reprise.Learning.Boosting;

/// <summary>How one column's values become bins: numbers by upper bounds, categories by number. Missing values have the last bin, where there are any.</summary>
internal sealed class ColumnBins
{
    /// <summary>Greatest category number: sets of categories are kept as bits.</summary>
    public const int MaxCategory = ushort.MaxValue;

    private const int SearchSize = 256;

    private readonly double[] _uppers;
    private readonly int[]? _categories;
    private readonly byte[]? _binOfCategory;

    private ColumnBins(double[] uppers, int[]? categories, byte[]? binOfCategory, int valueBins, bool missing)
    {
        (_uppers, _categories, _binOfCategory, ValueBins, HasMissing) = (uppers, categories, binOfCategory, valueBins, missing);
    }

    /// <summary>Bins of values, without that of missing ones.</summary>
    public int ValueBins { get; }

    /// <summary>Whether a bin for missing values (and rare categories) follows.</summary>
    public bool HasMissing { get; }

    /// <summary>All bins.</summary>
    public int Bins => ValueBins + (HasMissing ? 1 : 0);

    /// <summary>Whether the values are categories.</summary>
    public bool IsCategorical => _categories is not null;

    /// <summary>The categories, by bin.</summary>
    public ReadOnlySpan<int> Categories => _categories;

    /// <summary>The greatest value of a bin; above it the next begins. That of the last is the greatest double.</summary>
    public double Upper(int bin) => bin < ValueBins - 1 ? _uppers[bin] : double.MaxValue;

    /// <summary>Bounds from a sample without missing values, which is left in another order.</summary>
    public static ColumnBins OfNumbers(Span<double> sample, bool missing, int maxBins)
    {
        var uppers = new List<double>(SearchSize);
        var (values, counts) = DistinctValues.Of(sample);
        var limit = maxBins - (missing ? 1 : 0);
        if (values.Count <= limit)
        {
            for (var i = 0; i + 1 < values.Count; i++)
            {
                uppers.Add(Middle(values[i], values[i + 1]));
            }
        }
        else
        {
            AddQuantiles(values, counts, sample.Length, limit, uppers);
        }

        var padded = new double[SearchSize];
        Array.Fill(padded, double.PositiveInfinity);
        uppers.CopyTo(padded);
        return new ColumnBins(padded, null, null, uppers.Count + 1, missing);
    }

    /// <summary>A bin for each of the most frequent categories; the rest counts as missing.</summary>
    public static ColumnBins OfCategories(ReadOnlySpan<int> counts, bool missing, int maxBins)
    {
        var occurring = new List<(int Count, int Category)>();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                occurring.Add((-counts[i], i));
            }
        }

        occurring.Sort();
        missing |= occurring.Count > maxBins;
        var kept = Math.Min(occurring.Count, maxBins - (missing ? 1 : 0));
        var categories = new int[kept];
        var bins = new byte[counts.Length];
        Array.Fill(bins, (byte)kept);
        for (var bin = 0; bin < kept; bin++)
        {
            categories[bin] = occurring[bin].Category;
            bins[categories[bin]] = (byte)bin;
        }

        return new ColumnBins([], categories, bins, kept, missing);
    }

    /// <summary>The bin of each value: <paramref name="values"/>[from], [from + step], …</summary>
    public void Find(ReadOnlySpan<double> values, int step, Span<byte> bins)
    {
        if (_binOfCategory is { } table)
        {
            for (var i = 0; i < bins.Length; i++)
            {
                var value = values[i * step];
                bins[i] = double.IsNaN(value) || value >= table.Length ? (byte)ValueBins : table[(int)value];
            }

            return;
        }

        var uppers = _uppers.AsSpan(0, SearchSize);
        for (var i = 0; i < bins.Length; i++)
        {
            var value = values[i * step];
            var at = 0;
            for (var half = SearchSize / 2; half > 0; half >>= 1)
            {
                var isAbove = BitConverter.DoubleToInt64Bits(uppers[(at + half - 1) & (SearchSize - 1)] - value) >> 63;      // the sign: no branch to mispredict
                at += half & (int)isAbove;
            }

            bins[i] = (byte)(double.IsNaN(value) ? ValueBins : at);
        }
    }

    /// <summary>Bins of about as many rows each; a value with more rows than that has one of its own (as LightGBM's greedy bins).</summary>
    private static void AddQuantiles(List<double> values, List<int> counts, int rows, int limit, List<double> uppers)
    {
        var mean = (double)rows / limit;
        var (restRows, restBins) = ((long)rows, limit);
        foreach (var count in counts)
        {
            if (count >= mean)
            {
                restRows -= count;
                restBins--;
            }
        }

        var fill = restBins > 0 ? (double)restRows / restBins : double.PositiveInfinity;
        var current = 0L;
        for (var i = 0; i + 1 < values.Count && uppers.Count < limit - 1; i++)
        {
            var large = counts[i] >= mean;
            current += counts[i];
            restRows -= large ? 0 : counts[i];
            if (large || current >= fill || (counts[i + 1] >= mean && current >= Math.Max(1, fill / 2)))
            {
                uppers.Add(Middle(values[i], values[i + 1]));
                current = 0;
                if (!large && --restBins > 0)
                {
                    fill = (double)restRows / restBins;
                }
            }
        }
    }

    private static double Middle(double low, double high)
    {
        var middle = (low / 2) + (high / 2);
        return middle >= low && middle < high ? middle : low;
    }
}
