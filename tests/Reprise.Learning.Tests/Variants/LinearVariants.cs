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
    ];
}
