using Reprise.Learning.Decomposition;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Tests.Variants;

/// <summary>Decompositions whose parameters take other paths than the defaults.</summary>
internal static class DecompositionVariants
{
    public static IEnumerable<ITransformer> Transformers =>
    [
        new Pca { Components = 2, Solver = PcaSolver.Randomized, Seed = 4 },
        new Pca { VarianceShare = 0.9, Solver = PcaSolver.Covariance, Whiten = true },
        new Pca { Components = 3, Solver = PcaSolver.Full, Whiten = true },
    ];
}
