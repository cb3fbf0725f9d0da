using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Variants;

/// <summary>Boosting whose parameters take other paths than the defaults.</summary>
internal static class BoostingVariants
{
    public static IEnumerable<IClassifier> Classifiers =>
    [
        new HistogramGradientBoostingClassifier
        {
            Rounds = 20, Growth = GrowthPolicy.LevelWise, MaxDepth = 3, MaxLeaves = null, MinSamplesLeaf = 2, L1 = 0.1, L2 = 1, MinSplitGain = 0.01, MaxBins = 8,
            RowSubsample = 0.7, ColumnSubsample = 0.6, EarlyStoppingRounds = 5, ValidationFraction = 0.2, ClassWeights = ClassWeights.Balanced, Seed = 4,
        },
        new HistogramGradientBoostingClassifier { Rounds = 10, MinSamplesLeaf = 3, MonotoneConstraints = [MonotoneConstraint.Increasing, 0, 0, 0, 0, MonotoneConstraint.Decreasing] },
        new GradientBoostingClassifier { Trees = 20, Subsample = 0.6, MaxLeaves = 3, MinSamplesLeaf = 2, MaxFeatures = MaxFeatures.SquareRoot, Seed = 9 },
    ];

    public static IEnumerable<IRegressor> Regressors =>
    [
        new GradientBoostingRegressor { Trees = 60, Subsample = 0.8, MaxDepth = null, MaxLeaves = 8, MaxFeatures = MaxFeatures.Fraction(0.7) },
        new HistogramGradientBoostingRegressor { Rounds = 60, Loss = RegressionLoss.AbsoluteError, MinSamplesLeaf = 3 },
        new HistogramGradientBoostingRegressor { Rounds = 60, MinSamplesLeaf = 2, RowSubsample = 0.8, Growth = GrowthPolicy.LevelWise, MaxDepth = 3, Seed = 2 },
    ];
}
