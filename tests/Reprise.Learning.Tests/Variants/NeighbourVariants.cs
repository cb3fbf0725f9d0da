using Reprise.Learning.Estimators;
using Reprise.Learning.Neighbours;

namespace Reprise.Learning.Tests.Variants;

/// <summary>Nearest neighbours whose parameters take other paths than the defaults.</summary>
internal static class NeighbourVariants
{
    public static IEnumerable<IClassifier> Classifiers =>
    [
        new KNearestNeighboursClassifier { Weights = NeighbourWeights.Distance, Search = NeighbourSearch.KdTree, P = 1, Neighbours = 3 },
        new KNearestNeighboursClassifier { P = 1.5, Weights = NeighbourWeights.Distance, Neighbours = 3 },
    ];

    public static IEnumerable<IRegressor> Regressors =>
    [
        new KNearestNeighboursRegressor { Weights = NeighbourWeights.Distance, Search = NeighbourSearch.KdTree, P = 3, Neighbours = 2 },
    ];
}
