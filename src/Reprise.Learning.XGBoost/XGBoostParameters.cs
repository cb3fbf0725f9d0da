using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Boosting;

namespace Reprise.Learning.XGBoost;

/// <summary>What <see cref="XGBoostClassifier"/> and <see cref="XGBoostRegressor"/> have in common. Names are those of <see cref="HistogramGradientBoosting"/>, defaults XGBoost's.</summary>
public abstract record XGBoostParameters
{
    private protected XGBoostParameters()
    {
    }

    /// <summary>Rounds of boosting (XGBoost's <c>n_estimators</c>), at least 1. Default 100.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>What each tree's leaves are multiplied with (<c>eta</c>), in [0, 1]. Default 0.3.</summary>
    public double LearningRate { get; init; } = 0.3;

    /// <summary>How splits are looked for. Default <see cref="XGBoostMethod.Histogram"/>.</summary>
    public XGBoostMethod Method { get; init; } = XGBoostMethod.Histogram;

    /// <summary>Which leaf is split next; <see cref="XGBoostMethod.Exact"/> offers <see cref="GrowthPolicy.LevelWise"/> only. Default <see cref="GrowthPolicy.LevelWise"/>.</summary>
    public GrowthPolicy Growth { get; init; } = GrowthPolicy.LevelWise;

    /// <summary>Greatest depth of a tree, in [1, 64]; null for no limit, which needs <see cref="MaxLeaves"/> or <see cref="GrowthPolicy.LeafWise"/>. Default 6.</summary>
    public int? MaxDepth { get; init; } = 6;

    /// <summary>Most leaves of a tree, at least 2; null for no limit. <see cref="XGBoostMethod.Exact"/> has none. Default null.</summary>
    public int? MaxLeaves { get; init; }

    /// <summary>Least sum of second derivatives (for the squared error: of weights) of each side of a split, in [0, ∞). Default 1.</summary>
    public double MinChildWeight { get; init; } = 1;

    /// <summary>Penalty on the absolute values of leaves (<c>alpha</c>), in [0, ∞). Default 0.</summary>
    public double L1 { get; init; }

    /// <summary>Penalty on the squares of leaves (<c>lambda</c>), in [0, ∞). Default 1.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>What a split must gain (<c>gamma</c>), in [0, ∞). Default 0.</summary>
    public double MinSplitGain { get; init; }

    /// <summary>Bins per column, in [2, 65535]; not used by <see cref="XGBoostMethod.Exact"/>. Default 256.</summary>
    public int MaxBins { get; init; } = 256;

    /// <summary>Part of the rows each tree is grown on, drawn without replacement (<c>subsample</c>), in (0, 1]. Default 1.</summary>
    public double RowSubsample { get; init; } = 1;

    /// <summary>Part of the columns each tree may look at (<c>colsample_bytree</c>), in (0, 1]. Default 1.</summary>
    public double ColumnSubsample { get; init; } = 1;

    /// <summary>How predictions may follow each column; empty for any way, else one per column. Default empty.</summary>
    public IReadOnlyList<MonotoneConstraint> MonotoneConstraints { get; init; } = [];

    /// <summary>Seed of all draws, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Threads the library uses, in [1, 1024]. Default 1, which gives the same bytes on every machine.</summary>
    /// <remarks>Unlike the <c>MaxWorkers</c> of other estimators this is a parameter of the model: the library adds per thread, so another number may move last digits.</remarks>
    public int Threads { get; init; } = 1;

    /// <summary>Checks parameters and features; the library's texts for the parameters.</summary>
    private protected List<(string Name, string Value)> Check(MatrixView x, int targets, ReadOnlySpan<double> weights)
    {
        var owner = GetType().Name;
        Require.InRange(Rounds, 1, int.MaxValue, owner);
        Require.InRange(LearningRate, 0, 1, owner);
        Require.Defined(Method, owner);
        Require.Defined(Growth, owner);
        Require.InRange(MaxDepth ?? 1, 1, 64, owner, nameof(MaxDepth));
        Require.InRange(MaxLeaves ?? 2, 2, int.MaxValue, owner, nameof(MaxLeaves));
        Require.InRange(MinChildWeight, 0, double.PositiveInfinity, owner);
        Require.InRange(L1, 0, double.PositiveInfinity, owner);
        Require.InRange(L2, 0, double.PositiveInfinity, owner);
        Require.InRange(MinSplitGain, 0, double.PositiveInfinity, owner);
        Require.InRange(MaxBins, 2, ushort.MaxValue, owner);
        Require.InRange(RowSubsample, double.Epsilon, 1, owner);
        Require.InRange(ColumnSubsample, double.Epsilon, 1, owner);
        Require.InRange(Seed, 0, int.MaxValue, owner);
        Require.InRange(Threads, 1, 1024, owner);
        Together(owner, x.Columns);
        Require.NotEmpty(x, owner, 2);
        Require.SameRows(x, targets);
        Require.FiniteOrMissing(x);
        Require.Weights(weights, x.Rows);
        return Texts();
    }

    /// <summary>Rules over several parameters.</summary>
    private void Together(string owner, int columns)
    {
        if (MonotoneConstraints.Count != 0 && MonotoneConstraints.Count != columns)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"`{nameof(MonotoneConstraints)}` of `{owner}` must be empty or hold one for each of {columns} columns. Got {MonotoneConstraints.Count}."));
        }

        foreach (var constraint in MonotoneConstraints)
        {
            Require.Defined(constraint, owner, nameof(MonotoneConstraints));
        }

        if (Method == XGBoostMethod.Exact && (Growth != GrowthPolicy.LevelWise || MaxLeaves is not null || MaxDepth is null))
        {
            throw new ArgumentException(
                $"`{nameof(Method)}` of `{owner}` is {Method}, which grows level by level to a depth: {nameof(Growth)} must be {GrowthPolicy.LevelWise}, {nameof(MaxLeaves)} null and "
                + $"{nameof(MaxDepth)} a number. Got {Growth}, {Text(MaxLeaves)} and {Text(MaxDepth)}.");
        }

        if (MaxDepth is null && MaxLeaves is null && Growth == GrowthPolicy.LevelWise)
        {
            throw new ArgumentException($"`{nameof(MaxDepth)}` and `{nameof(MaxLeaves)}` of `{owner}` must not both be null when trees grow {GrowthPolicy.LevelWise}. Give one.");
        }
    }

    private List<(string Name, string Value)> Texts()
    {
        var result = new List<(string, string)>
        {
            ("booster", "gbtree"),
            ("verbosity", "0"),
            ("nthread", Text(Threads)),
            ("seed", Text(Seed)),
            ("tree_method", Method switch { XGBoostMethod.Histogram => "hist", XGBoostMethod.Exact => "exact", _ => "approx" }),
            ("eta", Text(LearningRate)),
            ("max_depth", Text(MaxDepth ?? 0)),
            ("min_child_weight", Text(MinChildWeight)),
            ("alpha", Text(L1)),
            ("lambda", Text(L2)),
            ("gamma", Text(MinSplitGain)),
            ("subsample", Text(RowSubsample)),
            ("colsample_bytree", Text(ColumnSubsample)),
        };
        if (Method != XGBoostMethod.Exact)
        {
            result.AddRange([("max_bin", Text(MaxBins)), ("max_leaves", Text(MaxLeaves ?? 0)), ("grow_policy", Growth == GrowthPolicy.LevelWise ? "depthwise" : "lossguide")]);
        }

        if (MonotoneConstraints.Count > 0)
        {
            result.Add(("monotone_constraints", $"({string.Join(',', MonotoneConstraints.Select(constraint => Text((int)constraint)))})"));
        }

        return result;
    }

    private static string Text(IFormattable? value) => value?.ToString(value is double ? "R" : null, CultureInfo.InvariantCulture) ?? "null";
}
