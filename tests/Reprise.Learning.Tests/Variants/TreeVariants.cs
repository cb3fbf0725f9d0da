using Reprise.Learning.Estimators;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Variants;

/// <summary>Trees and forests whose parameters take other paths than the defaults.</summary>
internal static class TreeVariants
{
    public static IEnumerable<IClassifier> Classifiers =>
    [
        new DecisionTreeClassifier { Criterion = Criterion.Entropy, MaxLeafNodes = 6, MinImpurityDecrease = 0.001 },
        new RandomForestClassifier { Trees = 7, ClassWeights = ClassWeights.Balanced, MaxSamples = 0.6, OutOfBag = true, MaxDepth = 4 },
        new ExtraTreesClassifier { Trees = 9, Bootstrap = true, OutOfBag = true, MinSamplesLeaf = 2, Seed = 5 },
        new ExtraTreesClassifier { Trees = 9, ClassWeights = ClassWeights.Balanced, Criterion = Criterion.Entropy, MaxFeatures = MaxFeatures.All },
    ];

    public static IEnumerable<IRegressor> Regressors =>
    [
        new DecisionTreeRegressor { MaxLeafNodes = 12, MinSamplesLeaf = 2, MaxFeatures = MaxFeatures.Fraction(0.7), Seed = 2 },
        new RandomForestRegressor { Trees = 8, MaxSamples = 0.7, OutOfBag = true, MaxDepth = 5 },
        new ExtraTreesRegressor { Trees = 8, Bootstrap = true, OutOfBag = true, MinSamplesSplit = 4, MaxFeatures = MaxFeatures.SquareRoot },
    ];
}
