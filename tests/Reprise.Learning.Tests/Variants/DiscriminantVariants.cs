using Reprise.Learning.Bayes;
using Reprise.Learning.Discriminant;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Tests.Variants;

/// <summary>Discriminant analyses and naive Bayes whose parameters take other paths than the defaults.</summary>
internal static class DiscriminantVariants
{
    public static IEnumerable<IClassifier> Classifiers =>
    [
        new LinearDiscriminantAnalysis { Solver = DiscriminantSolver.LeastSquares, Shrinkage = CovarianceShrinkage.LedoitWolf },
        new LinearDiscriminantAnalysis { Solver = DiscriminantSolver.LeastSquares },
        new QuadraticDiscriminantAnalysis { Regularization = 0.01, LeastVariance = 1e-6 },
        new GaussianNaiveBayes { ClassWeights = ClassWeights.Balanced, VarianceSmoothing = 0 },
    ];
}
