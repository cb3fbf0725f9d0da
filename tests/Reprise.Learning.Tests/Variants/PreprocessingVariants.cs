using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Features;
using Reprise.Learning.Preprocessing.FeatureSelection;
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
        new VarianceThreshold { Threshold = 0.01 },
        new PolynomialFeatures { Degree = 3, InteractionOnly = true, IncludeBias = false },
        new PolynomialFeatures { Degree = 4 },
        new KBinsDiscretizer { Bins = 3, Strategy = BinStrategy.Uniform, Encode = BinEncoding.Ordinal },
        new FunctionTransformer { Function = NamedFunction.LogOnePlus, Minimum = 0 },
        new FunctionTransformer { Function = NamedFunction.Square },
        new FunctionTransformer { Function = NamedFunction.Reciprocal, Minimum = 1e-9, Maximum = 10 },
        new FunctionTransformer { Function = NamedFunction.Sin, Minimum = -1e8, Maximum = 1e8 },
        new FunctionTransformer { Function = NamedFunction.Exp },
    ];

    public static IEnumerable<ISupervisedTransformer> SupervisedTransformers =>
    [
        new SelectKBest { Count = 2, Score = FeatureScore.MutualInformation },
        new SelectPercentile { Percentile = 60 },
    ];
}
