namespace Reprise.Learning.Boosting;

/// <summary>What each column did in boosted trees: the gain of its splits and their number.</summary>
internal sealed record SplitTally(double[] Gains, double[] Splits)
{
    /// <summary>Nothing yet.</summary>
    public static SplitTally Of(int columns) => new(new double[columns], new double[columns]);

    /// <summary>Adds a split.</summary>
    public void Add(int feature, double gain)
    {
        Gains[feature] += gain;
        Splits[feature]++;
    }

    /// <summary>Adds all splits of a tree.</summary>
    public void Add(SplitTally other)
    {
        for (var i = 0; i < Gains.Length; i++)
        {
            Gains[i] += other.Gains[i];
            Splits[i] += other.Splits[i];
        }
    }
}
