using Reprise.Core.Numerics;
using Reprise.Core.Tables;

namespace Reprise.Learning.Guards;

/// <summary>How often each text occurs in two tables' columns; null is a text of its own, and rare ones count as one, so that names and identifiers do not differ by nature.</summary>
internal sealed class CategoryShares
{
    /// <summary>A text that occurs less often than this on both sides together is rare.</summary>
    private const int FewestRows = 10;
    private const int Most = 1000;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly double[] _first;
    private readonly double[] _second;
    private readonly int _null;
    private readonly int _rare;

    public CategoryShares(Column first, Column second)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in Texts(first).Concat(Texts(second)).OfType<string>())
        {
            counts[text] = counts.GetValueOrDefault(text) + 1;
        }

        foreach (var (text, _) in counts.Where(pair => pair.Value >= FewestRows).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(Most))
        {
            _numbers.Add(text, _numbers.Count);
        }

        (_null, _rare) = (_numbers.Count, _numbers.Count + 1);
        (_first, _second) = (Count(first), Count(second));
    }

    /// <summary>The number of a cell's text: common ones by falling frequency, then null, then all rare ones.</summary>
    public int Number(string? text) => text is null ? _null : _numbers.GetValueOrDefault(text, _rare);

    /// <summary>Total variation: half the sum of the differences of shares, in [0, 1].</summary>
    public double Distance
    {
        get
        {
            var (a, b) = (_first.Sum(), _second.Sum());
            return _first.Zip(_second).Sum(pair => Math.Abs((pair.First / a) - (pair.Second / b))) / 2;
        }
    }

    /// <summary>How likely shares differ so much by chance: Pearson's χ² of the two rows of counts.</summary>
    public double PValue
    {
        get
        {
            var (a, b) = (_first.Sum(), _second.Sum());
            var (statistic, kinds) = (0.0, 0);
            for (var i = 0; i < _first.Length; i++)
            {
                var both = _first[i] + _second[i];
                if (both > 0)
                {
                    var (expectedA, expectedB) = (both * a / (a + b), both * b / (a + b));
                    statistic += ((_first[i] - expectedA) * (_first[i] - expectedA) / expectedA) + ((_second[i] - expectedB) * (_second[i] - expectedB) / expectedB);
                    kinds++;
                }
            }

            return kinds < 2 ? 1 : SpecialFunctions.RegularizedGammaUpper((kinds - 1) / 2.0, statistic / 2);
        }
    }

    private double[] Count(Column column)
    {
        var counts = new double[_rare + 1];
        foreach (var text in Texts(column))
        {
            counts[Number(text)]++;
        }

        return counts;
    }

    private static IEnumerable<string?> Texts(Column column) => Enumerable.Range(0, column.Length).Select(column.TextAt);
}
