using Reprise.Core.Numerics;
using Reprise.Learning.Metrics;

namespace Reprise.Learning.Fairness;

/// <summary>Counts of one group, and the rates that follow from them; NaN without rows.</summary>
internal readonly record struct GroupCounts(int Rows, int Positives, int Selected, int TruePositives)
{
    public double Selection => (double)Selected / Rows;

    public double TruePositive => (double)TruePositives / Positives;

    public double FalsePositive => (double)(Selected - TruePositives) / (Rows - Positives);

    /// <summary>Counts of the given rows, per group.</summary>
    public static GroupCounts[] Of((int Group, bool Truth, bool Predicted)[] all, int groups, ReadOnlySpan<int> rows)
    {
        var counts = new GroupCounts[groups];
        foreach (var row in rows)
        {
            var (group, truth, predicted) = all[row];
            var before = counts[group];
            counts[group] = new GroupCounts(
                before.Rows + 1, before.Positives + (truth ? 1 : 0), before.Selected + (predicted ? 1 : 0), before.TruePositives + (truth && predicted ? 1 : 0));
        }

        return counts;
    }

    /// <summary>The rates with their intervals.</summary>
    public GroupRates Rates(string name, double level)
    {
        var right = TruePositives + (Rows - Positives - (Selected - TruePositives));
        return new GroupRates
        {
            Group = name,
            Rows = Rows,
            Positives = Positives,
            SelectionRate = Wilson(Selected, Rows, level),
            Accuracy = Wilson(right, Rows, level),
            TruePositiveRate = Wilson(TruePositives, Positives, level),
            FalsePositiveRate = Wilson(Selected - TruePositives, Rows - Positives, level),
            Precision = Wilson(TruePositives, Selected, level),
        };
    }

    /// <summary>The score interval of a share (Wilson 1927).</summary>
    internal static ConfidenceInterval Wilson(int part, int whole, double level)
    {
        if (whole == 0)
        {
            return new ConfidenceInterval(double.NaN, double.NaN, double.NaN, level);
        }

        var z = NormalDistribution.Quantile((1 + level) / 2);
        var (share, squared) = ((double)part / whole, z * z / whole);
        var centre = (share + (squared / 2)) / (1 + squared);
        var half = z * Math.Sqrt((share * (1 - share) / whole) + (squared / (4 * whole))) / (1 + squared);
        return new ConfidenceInterval(share, Math.Max(0, centre - half), Math.Min(1, centre + half), level);
    }
}
