using Reprise.Learning.Boosting;
using Reprise.Learning.Discriminant;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Linear;
using Reprise.Learning.Neighbours;
using Reprise.Learning.Neural;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Tonal;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;
using Reprise.Learning.Svm;
using Reprise.Learning.Trees;

namespace TurkishMusic.Leaderboards;

/// <summary>The eight algorithms of the reference system on its fifty features, and a vote on features that do not depend on the key.</summary>
public static class Entrants
{
    private const TonalFeatures Key = TonalFeatures.KeyStrength | TonalFeatures.Rotated | TonalFeatures.Autocorrelation;

    /// <summary>All entrants, in the order they run.</summary>
    public static IReadOnlyList<Entrant> All(int seed) =>
    [
        new("logistic regression", Scaled(new LogisticRegression { MaxIterations = 1000 })
            .With<double>("C", [0.02, 0.05, 0.2], (p, v) => p.WithClassifier((LogisticRegression c) => c with { C = v }))),
        new("SVM (RBF)", Scaled(new SvmClassifier { Seed = seed }, new StandardScaler())
            .With<double>("C", [1, 3, 10], (p, v) => p.WithClassifier((SvmClassifier c) => c with { C = v }))
            .With<double>("gamma", [0.003, 0.01], (p, v) => p.WithClassifier((SvmClassifier c) => c with { Gamma = SvmGamma.Of(v) }))),
        new("k-nearest neighbours", Scaled(new KNearestNeighboursClassifier { Weights = NeighbourWeights.Distance }, new StandardScaler())
            .With<int>("k", [5, 9, 15, 25], (p, v) => p.WithClassifier((KNearestNeighboursClassifier c) => c with { Neighbours = v }))),
        new("MLP", Scaled(new MlpClassifier { Seed = seed, MaxEpochs = 120 }, new StandardScaler())
            .With<double>("alpha", [0.1, 3], (p, v) => p.WithClassifier((MlpClassifier c) => c with { Alpha = v }))),
        new("random forest", Plain(new RandomForestClassifier { Trees = 200, Seed = seed })
            .With<double>("max_features", [0.14, 0.3], (p, v) => p.WithClassifier((RandomForestClassifier c) => c with { MaxFeatures = MaxFeatures.Fraction(v) }))),
        new("gradient boosting", Plain(new GradientBoostingClassifier { Seed = seed, Subsample = 0.8 })
            .With<int>("max_depth", [2, 3], (p, v) => p.WithClassifier((GradientBoostingClassifier c) => c with { MaxDepth = v }))),
        new("XGBoost-style boosting", Plain(new HistogramGradientBoostingClassifier
            {
                Growth = GrowthPolicy.LevelWise, MaxLeaves = null, MaxDepth = 4, MinSamplesLeaf = 1, MinChildWeight = 1, RowSubsample = 0.8, ColumnSubsample = 0.5, Seed = seed,
            })
            .With<double>("l2", [1, 10], (p, v) => p.WithClassifier((HistogramGradientBoostingClassifier c) => c with { L2 = v }))),
        new("LightGBM-style boosting", Plain(new HistogramGradientBoostingClassifier { MinSamplesLeaf = 10, ColumnSubsample = 0.5, Seed = seed })
            .With<int>("leaves", [5, 15], (p, v) => p.WithClassifier((HistogramGradientBoostingClassifier c) => c with { MaxLeaves = v }))),
        new("vote, key-invariant chroma", Plain(Vote(seed)), ChosenOutside: true),
    ];

    /// <summary>
    /// Four members that see the chroma without its key, each in a form that suits it; the mean of their probabilities decides. Members and settings were chosen on
    /// other folds of the same clips, so their number is no part of what the inner search is charged with: docs/learning.md says how many were tried.
    /// </summary>
    private static VotingClassifier Vote(int seed) => new()
    {
        Voting = Voting.Soft,
        Classifiers =
        [
            On(TonalFeatures.KeyStrength | TonalFeatures.Autocorrelation | TonalFeatures.Sorted, new SvmClassifier { C = 10, Gamma = SvmGamma.Of(0.003), Seed = seed }, new PowerTransformer()),
            On(Key | TonalFeatures.Sorted, new LinearDiscriminantAnalysis { Solver = DiscriminantSolver.LeastSquares, Shrinkage = CovarianceShrinkage.LedoitWolf }, new PowerTransformer()),
            On(Key, new ExtraTreesClassifier { Trees = 300, MaxFeatures = MaxFeatures.Fraction(0.5), Seed = seed }),
            On(TonalFeatures.KeyStrength, new RandomForestClassifier { Trees = 300, MaxFeatures = MaxFeatures.Fraction(0.2), Seed = seed }),
        ],
    };

    private static PreprocessedClassifier On(TonalFeatures features, IClassifier classifier, params IReadOnlyList<ITransformer> steps) =>
        new() { Steps = [new KeyInvariantChroma { Chroma = TurkishMusicFeatures.Chroma, Features = features }, .. steps], Classifier = classifier };

    private static Grid<ClassifierPipeline> Scaled(IClassifier classifier, ITransformer? scaler = null) =>
        Grid.Of(new ClassifierPipeline { Steps = [new PowerTransformer(), scaler ?? new RobustScaler()], Classifier = classifier });

    private static Grid<ClassifierPipeline> Plain(IClassifier classifier) => Grid.Of(new ClassifierPipeline { Classifier = classifier });
}
