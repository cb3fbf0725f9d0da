using Reprise.Learning.Estimators;
using Reprise.Learning.Linear;

namespace Reprise.Learning.Tests.Variants;

/// <summary>Linear models whose parameters take other paths than the defaults.</summary>
internal static class LinearVariants
{
    public static IEnumerable<IClassifier> Classifiers =>
    [
        new LogisticRegression { Penalty = Penalty.L1, ClassWeights = ClassWeights.Balanced },
        new LogisticRegression { Penalty = Penalty.None, FitIntercept = false, MaxIterations = 20 },
        new LogisticRegression { Penalty = Penalty.ElasticNet, L1Ratio = 0.3, C = 0.1 },
        new LinearSvmClassifier { Loss = LinearSvmLoss.Hinge, ClassWeights = ClassWeights.Balanced, MaxIterations = 50 },
        new LinearSvmClassifier { FitIntercept = false, C = 0.1, MaxIterations = 50, Seed = 3 },
    ];

    public static IEnumerable<IRegressor> Regressors =>
    [
        new Ridge { Alpha = 0 },
        new Ridge { Alpha = 100 },
        new Lasso { Alpha = 0.1, MaxIterations = 5 },
        new ElasticNet { Alpha = 0.01, L1Ratio = 0.1 },
        new LinearSvmRegressor { Epsilon = 0.01, C = 10, InterceptScaling = 10, Seed = 3 },
    ];
}
