using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Imputation;
using Reprise.Learning.Preprocessing.Quantiles;

namespace Reprise.Learning.Tests.Variants;

/// <summary>Preprocessing steps whose parameters take other paths than the defaults.</summary>
internal static class PreprocessingVariants
{
    public static IEnumerable<ITransformer> Transformers =>
    [
        new Normalizer { Norm = VectorNorm.L1 },
        new Normalizer { Norm = VectorNorm.Max },
        new QuantileTransformer { Output = OutputDistribution.Normal, Quantiles = 7 },
        new QuantileTransformer { Quantiles = 10, Subsample = 20, Seed = 3 },
        new QuantileTransformer { Quantiles = 1 },
        new SimpleImputer { Strategy = ImputationStrategy.Median, AddIndicators = true, KeepEmptyColumns = true },
        new SimpleImputer { Strategy = ImputationStrategy.MostFrequent },
        new SimpleImputer { Strategy = ImputationStrategy.Constant, FillValue = -1 },
    ];
}
