using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Boosting;

/// <summary>The parameters that <see cref="HistogramGradientBoostingClassifier"/> and <see cref="HistogramGradientBoostingRegressor"/> share.</summary>
public abstract record HistogramGradientBoosting : IAcceptsMissing
{
    private protected HistogramGradientBoosting()
    {
    }

    /// <summary>Rounds of boosting, at least 1: a tree each, or a tree per class where there are more than two. Default 100.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>What each tree's values are multiplied by, in (0, ∞). Default 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Which leaf is split next. Default <see cref="GrowthPolicy.LeafWise"/>.</summary>
    public GrowthPolicy Growth { get; init; } = GrowthPolicy.LeafWise;

    /// <summary>Greatest depth of a tree, at least 1; null for no limit. Default null.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Most leaves of a tree, at least 2; null for no limit. Default 31.</summary>
    public int? MaxLeaves { get; init; } = 31;

    /// <summary>Least sum of second derivatives (for the squared error: of weights) of each side of a split, in [0, ∞). Default 0.001.</summary>
    public double MinChildWeight { get; init; } = 1e-3;

    /// <summary>Rows each side of a split keeps, at least 1. Default 20.</summary>
    public int MinSamplesLeaf { get; init; } = 20;

    /// <summary>Penalty on the absolute values of leaves (XGBoost's α), in [0, ∞). Default 0.</summary>
    public double L1 { get; init; }

    /// <summary>Penalty on the squares of leaves (XGBoost's λ), in [0, ∞). Default 0.</summary>
    public double L2 { get; init; }

    /// <summary>What a split must gain (XGBoost's γ; twice equation 7, as there), in [0, ∞). Default 0.</summary>
    public double MinSplitGain { get; init; }

    /// <summary>Bins per column, that of missing values included, in [3, 256]. Default 256.</summary>
    public int MaxBins { get; init; } = 256;

    /// <summary>Part of the rows each tree is grown on, drawn without replacement, in (0, 1]. Default 1.</summary>
    public double RowSubsample { get; init; } = 1;

    /// <summary>Part of the columns each tree may look at, in (0, 1]; at least one column. Default 1.</summary>
    public double ColumnSubsample { get; init; } = 1;

    /// <summary>Columns (0-based) that hold categories: whole numbers in [0, 65535], in no order. Default none.</summary>
    /// <remarks>The most frequent have a bin each; the rest, and those not seen in training, go where missing values go.</remarks>
    public IReadOnlyList<int> CategoricalFeatures { get; init; } = [];

    /// <summary>Added to a category's sum of second derivatives where categories are ordered, in [0, ∞). Default 10.</summary>
    public double CategorySmoothing { get; init; } = 10;

    /// <summary>How predictions may follow each column; empty for any way. One per column otherwise, <see cref="MonotoneConstraint.None"/> for categories. Default empty.</summary>
    public IReadOnlyList<MonotoneConstraint> MonotoneConstraints { get; init; } = [];

    /// <summary>Rounds without a lower loss on held-out rows after which boosting stops and the best round is kept, at least 1; null never stops. Default null.</summary>
    public int? EarlyStoppingRounds { get; init; }

    /// <summary>Part of the rows (of each class) held out for early stopping, in [0.001, 0.9]. Default 0.1.</summary>
    public double ValidationFraction { get; init; } = 0.1;

    /// <summary>Seed of all draws, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Most threads, at least 1; null for one per processor. Does not change the model. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <summary>Checks parameters and features.</summary>
    private protected BoostingPlan Check(MatrixView x, int targets, ReadOnlySpan<double> weights)
    {
        var owner = GetType().Name;
        Require.InRange(Rounds, 1, int.MaxValue, owner);
        Require.InRange(LearningRate, double.Epsilon, double.PositiveInfinity, owner);
        Require.InRange(MaxDepth ?? 1, 1, int.MaxValue, owner, nameof(MaxDepth));
        Require.InRange(MaxLeaves ?? 2, 2, int.MaxValue, owner, nameof(MaxLeaves));
        Require.InRange(MinChildWeight, 0, double.PositiveInfinity, owner);
        Require.InRange(MinSamplesLeaf, 1, int.MaxValue, owner);
        Require.InRange(L1, 0, double.PositiveInfinity, owner);
        Require.InRange(L2, 0, double.PositiveInfinity, owner);
        Require.InRange(MinSplitGain, 0, double.PositiveInfinity, owner);
        Require.InRange(MaxBins, 3, 256, owner);
        Require.InRange(RowSubsample, double.Epsilon, 1, owner);
        Require.InRange(ColumnSubsample, double.Epsilon, 1, owner);
        Require.InRange(CategorySmoothing, 0, double.PositiveInfinity, owner);
        Require.InRange(EarlyStoppingRounds ?? 1, 1, int.MaxValue, owner, nameof(EarlyStoppingRounds));
        Require.InRange(ValidationFraction, 0.001, 0.9, owner);
        Require.InRange(Seed, 0, int.MaxValue, owner);
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, owner, nameof(MaxWorkers));
        Require.NotEmpty(x, owner, 2);
        Require.SameRows(x, targets);
        Require.FiniteOrMissing(x);
        Require.Weights(weights, x.Rows);
        return new BoostingPlan
        {
            Owner = owner,
            Rules = new TreeRules
            {
                Policy = Growth,
                LearningRate = LearningRate,
                MaxDepth = MaxDepth ?? int.MaxValue,
                MaxLeaves = MaxLeaves ?? int.MaxValue,
                MinChildWeight = MinChildWeight,
                MinSamplesLeaf = MinSamplesLeaf,
                L1 = L1,
                L2 = L2,
                MinSplitGain = MinSplitGain,
                CategorySmoothing = CategorySmoothing,
                Monotone = Constraints(x.Columns, owner),
            },
            Rounds = Rounds,
            MaxBins = MaxBins,
            RowSubsample = RowSubsample,
            ColumnSubsample = ColumnSubsample,
            Categorical = Categorical(x.Columns, owner),
            Patience = EarlyStoppingRounds,
            ValidationFraction = ValidationFraction,
            Seed = Seed,
            Workers = MaxWorkers ?? Environment.ProcessorCount,
        };
    }

    private bool[] Categorical(int columns, string owner)
    {
        var flags = new bool[columns];
        foreach (var column in CategoricalFeatures)
        {
            Require.InRange(column, 0, columns - 1, owner, nameof(CategoricalFeatures));
            flags[column] = true;
        }

        return flags;
    }

    private MonotoneConstraint[] Constraints(int columns, string owner)
    {
        if (MonotoneConstraints.All(constraint => constraint == MonotoneConstraint.None) && MonotoneConstraints.Count is var count && (count == 0 || count == columns))
        {
            return [];
        }

        if (MonotoneConstraints.Count != columns)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`{nameof(MonotoneConstraints)}` of `{owner}` must be empty or hold one for each of {columns} columns. Got {MonotoneConstraints.Count}."));
        }

        foreach (var column in CategoricalFeatures)
        {
            if (column < columns && MonotoneConstraints[column] != MonotoneConstraint.None)
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"`{nameof(MonotoneConstraints)}` of `{owner}` must be None for categorical columns, which have no order. Column {column} is {MonotoneConstraints[column]}."));
            }
        }

        return [.. MonotoneConstraints];
    }
}
