using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Boosting;

/// <summary>The parameters that <see cref="GradientBoostingClassifier"/> and <see cref="GradientBoostingRegressor"/> share.</summary>
public abstract record GradientBoosting
{
    private protected GradientBoosting()
    {
    }

    /// <summary>Rounds of boosting, at least 1: a tree each, or a tree per class where there are more than two. Default 100.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>What each tree's values are multiplied by, in (0, ∞). Default 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Part of the rows each tree is grown on, drawn without replacement, in (0, 1] (Friedman 2002). Default 1.</summary>
    public double Subsample { get; init; } = 1;

    /// <summary>Greatest depth of a tree, at least 1; null for no limit. Default 3.</summary>
    public int? MaxDepth { get; init; } = 3;

    /// <summary>Most leaves of a tree, at least 2, the best split first; null for no limit. Default null.</summary>
    public int? MaxLeaves { get; init; }

    /// <summary>Rows a node needs to be split, at least 2. Default 2.</summary>
    public int MinSamplesSplit { get; init; } = 2;

    /// <summary>Rows each side of a split keeps, at least 1. Default 1.</summary>
    public int MinSamplesLeaf { get; init; } = 1;

    /// <summary>Features looked at per split. Default all.</summary>
    public MaxFeatures MaxFeatures { get; init; } = MaxFeatures.All;

    /// <summary>Seed of all draws, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Checks parameters and features.</summary>
    private protected ExactTreeRules Check(MatrixView x, int targets, ReadOnlySpan<double> weights)
    {
        var owner = GetType().Name;
        Require.InRange(Trees, 1, int.MaxValue, owner);
        Require.InRange(LearningRate, double.Epsilon, double.PositiveInfinity, owner);
        Require.InRange(Subsample, double.Epsilon, 1, owner);
        Require.InRange(MaxDepth ?? 1, 1, int.MaxValue, owner, nameof(MaxDepth));
        Require.InRange(MaxLeaves ?? 2, 2, int.MaxValue, owner, nameof(MaxLeaves));
        Require.InRange(MinSamplesSplit, 2, int.MaxValue, owner);
        Require.InRange(MinSamplesLeaf, 1, int.MaxValue, owner);
        Require.InRange(Seed, 0, int.MaxValue, owner);
        Require.NotEmpty(x, owner, 2);
        Require.SameRows(x, targets);
        Require.Finite(x);
        Require.Weights(weights, x.Rows);
        return new ExactTreeRules(MaxDepth ?? int.MaxValue, MaxLeaves ?? int.MaxValue, MinSamplesSplit, MinSamplesLeaf, MaxFeatures.Of(x.Columns, owner));
    }

    /// <summary>The rows that count: those whose weight is above 0.</summary>
    private protected static int[] CountedRows(int rows, double[] weights)
    {
        var counted = new List<int>(rows);
        for (var row = 0; row < rows; row++)
        {
            if (weights.Length == 0 || weights[row] > 0)
            {
                counted.Add(row);
            }
        }

        return [.. counted];
    }
}
