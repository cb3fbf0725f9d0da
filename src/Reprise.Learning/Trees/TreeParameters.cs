using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Trees;

/// <summary>The checks that trees and forests share.</summary>
internal static class TreeParameters
{
    /// <summary>Classes and draw counts are packed into 16 bits each while a node is sorted.</summary>
    private const int MaxClasses = ushort.MaxValue;

    public static TreeLimits Limits(
        int columns, int? maxDepth, int minSamplesSplit, int minSamplesLeaf, double minImpurityDecrease, int? maxLeafNodes, MaxFeatures maxFeatures, string owner)
    {
        Require.InRange(maxDepth ?? int.MaxValue, 1, int.MaxValue, owner, "MaxDepth");
        Require.InRange(minSamplesSplit, 2, int.MaxValue, owner, "MinSamplesSplit");
        Require.InRange(minSamplesLeaf, 1, int.MaxValue, owner, "MinSamplesLeaf");
        Require.InRange(minImpurityDecrease, 0, double.PositiveInfinity, owner, "MinImpurityDecrease");
        Require.InRange(maxLeafNodes ?? int.MaxValue, 2, int.MaxValue, owner, "MaxLeafNodes");
        return new TreeLimits
        {
            MaxDepth = maxDepth ?? int.MaxValue,
            MinSamplesSplit = minSamplesSplit,
            MinSamplesLeaf = minSamplesLeaf,
            MinImpurityDecrease = minImpurityDecrease,
            MaxLeafNodes = maxLeafNodes ?? int.MaxValue,
            Features = columns > 0 ? maxFeatures.Of(columns, owner) : 0,
        };
    }

    public static void CheckData(MatrixView x, ReadOnlySpan<int> y, int classes, string owner)
    {
        Require.NotEmpty(x, owner, 2);
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, owner);
        Require.InRange(classes, 2, MaxClasses, owner);
        Require.Finite(x);
    }

    /// <summary>Scales a tree's falls of impurity to sum 1; leaves a tree without a split at zero.</summary>
    public static void Normalize(Span<double> importances)
    {
        var sum = 0.0;
        foreach (var importance in importances)
        {
            sum += importance;
        }

        if (sum > 0)
        {
            foreach (ref var importance in importances)
            {
                importance /= sum;
            }
        }
    }
}
