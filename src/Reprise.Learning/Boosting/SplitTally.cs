namespace Reprise.Learning.Boosting;

/// <summary>What each column did in boosted trees: the gain of its splits and their number.</summary>
internal sealed record SplitTally(double[] Gains, double[] Splits)
{
    /// <summary>Nothing yet.</summary>
    public static SplitTally Of(int columns) => new(new double[columns], new double[columns]);

    /// <summary>Adds a split.</summary>
    public void Add(int feature, double gain)
    {
        Gains[feature] = Math.Min(Gains[feature] + gain, double.MaxValue);
        Splits[feature]++;
    }

    /// <summary>Adds all splits of a tree.</summary>
    public void Add(SplitTally other)
    {
        for (var i = 0; i < Gains.Length; i++)
        {
            Gains[i] = Math.Min(Gains[i] + other.Gains[i], double.MaxValue);
            Splits[i] += other.Splits[i];
        }
    }

    /// <summary>Each column's part of all gains: they sum to 1, or are all 0. A gain below 0, which only a file can bring, counts as 0.</summary>
    public double[] Shares()
    {
        var shares = Array.ConvertAll(Gains, gain => Math.Clamp(gain, 0, double.MaxValue));
        var (greatest, sum) = (0.0, 0.0);
        foreach (var share in shares)
        {
            greatest = Math.Max(greatest, share);
        }

        if (greatest > 0)
        {
            foreach (ref var share in shares.AsSpan())
            {
                share /= greatest;
                sum += share;
            }

            foreach (ref var share in shares.AsSpan())
            {
                share /= sum;
            }
        }

        return shares;
    }
}
