using System.Reflection;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Tests.Variants;
using Reprise.Learning.Trees;
using Reprise.Testing.Estimators;

namespace Reprise.Learning.Tests;

/// <summary>Every estimator of the room, found by reflection, keeps the contract; so do variants whose parameters take other paths.</summary>
public sealed class EstimatorContractTests
{
    private static readonly Assembly Room = typeof(StandardScaler).Assembly;

    public static TheoryData<ITransformer> Transformers =>
    [
        .. EstimatorChecks.TransformersOf(Room).Select(transformer => new TheoryDataRow<ITransformer>(transformer)),
        .. DecompositionVariants.Transformers.Select(transformer => new TheoryDataRow<ITransformer>(transformer)),
        new TheoryDataRow<ITransformer>(new StandardScaler { Centre = false, Scale = false }),
        new TheoryDataRow<ITransformer>(new RobustScaler { LowerPercentile = 10, UpperPercentile = 90 }),
        new TheoryDataRow<ITransformer>(new MinMaxScaler { Minimum = -1, Maximum = 2, Clip = true }),
        new TheoryDataRow<ITransformer>(new PowerTransformer { Standardize = false }),
        .. PreprocessingVariants.Transformers.Select(transformer => new TheoryDataRow<ITransformer>(transformer)),
    ];

    public static TheoryData<ISupervisedTransformer> SupervisedTransformers =>
    [
        .. EstimatorChecks.SupervisedTransformersOf(Room).Select(transformer => new TheoryDataRow<ISupervisedTransformer>(transformer)),
        .. PreprocessingVariants.SupervisedTransformers.Select(transformer => new TheoryDataRow<ISupervisedTransformer>(transformer)),
    ];

    public static TheoryData<IClassifier> Classifiers =>
    [
        .. EstimatorChecks.ClassifiersOf(Room).Select(classifier => new TheoryDataRow<IClassifier>(classifier)),
        .. NeighbourVariants.Classifiers.Select(classifier => new TheoryDataRow<IClassifier>(classifier)),
        .. DiscriminantVariants.Classifiers.Select(classifier => new TheoryDataRow<IClassifier>(classifier)),
        .. LinearVariants.Classifiers.Select(classifier => new TheoryDataRow<IClassifier>(classifier)),
        new TheoryDataRow<IClassifier>(new RandomForestClassifier { Trees = 5, Bootstrap = false, MaxFeatures = MaxFeatures.All, MaxDepth = 2 }),
        new TheoryDataRow<IClassifier>(new DecisionTreeClassifier { MinSamplesLeaf = 4, MinSamplesSplit = 9, MaxFeatures = MaxFeatures.Log2, Seed = 3 }),
        .. SvmVariants.Classifiers.Select(classifier => new TheoryDataRow<IClassifier>(classifier)),
        .. NeuralVariants.Classifiers.Select(classifier => new TheoryDataRow<IClassifier>(classifier)),
        .. PreprocessedVariants.Classifiers.Select(classifier => new TheoryDataRow<IClassifier>(classifier)),
        .. TreeVariants.Classifiers.Select(classifier => new TheoryDataRow<IClassifier>(classifier)),
        .. BoostingVariants.Classifiers.Select(classifier => new TheoryDataRow<IClassifier>(classifier)),
        .. EnsembleVariants.Classifiers.Select(classifier => new TheoryDataRow<IClassifier>(classifier)),
    ];

    public static TheoryData<IRegressor> Regressors =>
    [
        .. EstimatorChecks.RegressorsOf(Room).Select(regressor => new TheoryDataRow<IRegressor>(regressor)),
        .. LinearVariants.Regressors.Select(regressor => new TheoryDataRow<IRegressor>(regressor)),
        .. NeighbourVariants.Regressors.Select(regressor => new TheoryDataRow<IRegressor>(regressor)),
        .. SvmVariants.Regressors.Select(regressor => new TheoryDataRow<IRegressor>(regressor)),
        .. NeuralVariants.Regressors.Select(regressor => new TheoryDataRow<IRegressor>(regressor)),
        .. TreeVariants.Regressors.Select(regressor => new TheoryDataRow<IRegressor>(regressor)),
        .. BoostingVariants.Regressors.Select(regressor => new TheoryDataRow<IRegressor>(regressor)),
        .. EnsembleVariants.Regressors.Select(regressor => new TheoryDataRow<IRegressor>(regressor)),
    ];

    public static TheoryData<IClusterer> Clusterers =>
    [
        .. EstimatorChecks.ClusterersOf(Room).Select(clusterer => new TheoryDataRow<IClusterer>(clusterer)),
        .. ClusteringVariants.Clusterers.Select(clusterer => new TheoryDataRow<IClusterer>(clusterer)),
    ];

    [Theory]
    [MemberData(nameof(Transformers))]
    public void Run_OnEachTransformer_FindsNothing(ITransformer transformer) =>
        Assert.Empty(EstimatorChecks.Run(transformer));

    [Theory]
    [MemberData(nameof(SupervisedTransformers))]
    public void Run_OnEachSupervisedTransformer_FindsNothing(ISupervisedTransformer transformer) =>
        Assert.Empty(EstimatorChecks.Run(transformer));

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Run_OnEachClassifier_FindsNothing(IClassifier classifier) =>
        Assert.Empty(EstimatorChecks.Run(classifier));

    [Theory]
    [MemberData(nameof(Regressors))]
    public void Run_OnEachRegressor_FindsNothing(IRegressor regressor) =>
        Assert.Empty(EstimatorChecks.Run(regressor));

    [Theory]
    [MemberData(nameof(Clusterers))]
    public void Run_OnEachClusterer_FindsNothing(IClusterer clusterer) =>
        Assert.Empty(EstimatorChecks.Run(clusterer));

    [Fact]
    public void Discovery_OfTheRoom_FindsTheEstimatorsThereAre()
    {
        Assert.Superset(
            new HashSet<Type> { typeof(MinMaxScaler), typeof(PowerTransformer), typeof(RobustScaler), typeof(StandardScaler) },
            EstimatorChecks.TransformersOf(Room).Select(transformer => transformer.GetType()).ToHashSet());
        Assert.Superset(
            new HashSet<Type> { typeof(DecisionTreeClassifier), typeof(RandomForestClassifier) },
            EstimatorChecks.ClassifiersOf(Room).Select(classifier => classifier.GetType()).ToHashSet());
    }
}
