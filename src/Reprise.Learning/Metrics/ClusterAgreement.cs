using System.Globalization;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Metrics;

/// <summary>How well two partitions of the same rows agree, whatever their clusters are called: true classes and found clusters.</summary>
public sealed class ClusterAgreement
{
    private ClusterAgreement(double adjustedRand, double mutualInformation, double truthEntropy, double clusterEntropy)
    {
        AdjustedRand = adjustedRand;
        MutualInformation = mutualInformation;
        Homogeneity = truthEntropy == 0 ? 1 : mutualInformation / truthEntropy;
        Completeness = clusterEntropy == 0 ? 1 : mutualInformation / clusterEntropy;
        var mean = (truthEntropy + clusterEntropy) / 2;
        NormalizedMutualInformation = mean == 0 ? 1 : mutualInformation / mean;
    }

    /// <summary>Hubert and Arabie's adjusted Rand index (1985): pairs of rows treated alike, beyond chance; 1 for the same partitions, about 0 for independent ones, at least −½.</summary>
    public double AdjustedRand { get; }

    /// <summary>The mutual information in nats, at least 0.</summary>
    public double MutualInformation { get; }

    /// <summary>Mutual information over the arithmetic mean of the entropies, in [0, 1].</summary>
    public double NormalizedMutualInformation { get; }

    /// <summary>Whether each cluster holds one class only, in [0, 1] (Rosenberg and Hirschberg 2007).</summary>
    public double Homogeneity { get; }

    /// <summary>Whether each class lies in one cluster only, in [0, 1].</summary>
    public double Completeness { get; }

    /// <summary>The harmonic mean of <see cref="Homogeneity"/> and <see cref="Completeness"/>; equals <see cref="NormalizedMutualInformation"/>.</summary>
    public double VMeasure => VMeasureOf(1);

    /// <summary>The weighted harmonic mean, completeness counting <paramref name="beta"/> times as much.</summary>
    public double VMeasureOf(double beta) =>
        Homogeneity + Completeness == 0 ? 0 : (1 + beta) * Homogeneity * Completeness / ((beta * Homogeneity) + Completeness);

    /// <summary>Compares two labellings, any integers each. O(rows · log rows).</summary>
    /// <exception cref="ArgumentException">They have not as many rows, or none.</exception>
    public static ClusterAgreement Of(ReadOnlySpan<int> truth, ReadOnlySpan<int> clusters)
    {
        if (truth.Length != clusters.Length || truth.IsEmpty)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {truth.Length} true and {clusters.Length} found clusters; both must be the same rows, at least 1."),
                nameof(clusters));
        }

        var (a, b) = (ClusterMembers.Of(truth), ClusterMembers.Of(clusters));
        var (samePairs, information) = (0.0, 0.0);
        var found = new int[truth.Length];
        for (var i = 0; i < a.Count; i++)
        {
            var inClass = found.AsSpan(a.Starts[i]..a.Starts[i + 1]);
            for (var at = 0; at < inClass.Length; at++)
            {
                inClass[at] = b.Clusters[a.Rows[a.Starts[i] + at]];
            }

            inClass.Sort();
            for (int start = 0, end; start < inClass.Length; start = end)
            {
                end = start + 1;
                while (end < inClass.Length && inClass[end] == inClass[start])
                {
                    end++;
                }

                double count = end - start;
                samePairs += Pairs(end - start);
                information += count / truth.Length * PortableMath.Log(count * truth.Length / ((double)a.Size(i) * b.Size(inClass[start])));
            }
        }

        var (truthPairs, truthEntropy) = PairsAndEntropy(a);
        var (clusterPairs, clusterEntropy) = PairsAndEntropy(b);
        information = Math.Clamp(information, 0, Math.Min(truthEntropy, clusterEntropy));       // rounding
        return new ClusterAgreement(Rand(samePairs, truthPairs, clusterPairs, Pairs(truth.Length)), information, truthEntropy, clusterEntropy);
    }

    private static double Rand(double same, double truth, double clusters, double all)
    {
        var expected = all == 0 ? 0 : truth / all * clusters;
        var most = (truth + clusters) / 2;
        return most == expected || (same == truth && same == clusters) ? 1 : (same - expected) / (most - expected);
    }

    private static (double Pairs, double Entropy) PairsAndEntropy(ClusterMembers members)
    {
        var (pairs, entropy) = (0.0, 0.0);
        for (var i = 0; i < members.Count; i++)
        {
            var part = (double)members.Size(i) / members.Rows.Length;
            pairs += Pairs(members.Size(i));
            entropy -= part * PortableMath.Log(part);
        }

        return (pairs, Math.Max(0, entropy));
    }

    private static double Pairs(int count) => (double)count * (count - 1L) / 2;
}
