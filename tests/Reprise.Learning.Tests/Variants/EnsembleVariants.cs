using Reprise.Learning.Baselines;
using Reprise.Learning.Calibration;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Variants;

/// <summary>Ensembles, calibrations and baselines whose parameters take other paths than the defaults.</summary>
internal static class EnsembleVariants
{
    private static readonly DecisionTreeClassifier Tree = new() { MaxDepth = 3 };

    public static IEnumerable<IClassifier> Classifiers =>
    [
        new DummyClassifier { Strategy = DummyClassifierStrategy.MostFrequent },
        new DummyClassifier { Strategy = DummyClassifierStrategy.Stratified, Seed = 4 },
        new DummyClassifier { Strategy = DummyClassifierStrategy.Uniform },
        new DummyClassifier { Strategy = DummyClassifierStrategy.Constant, Constant = 2 },
        new VotingClassifier { Voting = Voting.Soft, Classifiers = [Tree, new DummyClassifier(), Tree with { MaxDepth = 1 }], Weights = [3, 0.5, 1] },
        new VotingClassifier { Classifiers = [new VotingClassifier { Classifiers = [Tree] }] },
        new StackingClassifier { Classifiers = [Tree, new DummyClassifier()], Final = Tree, PassThrough = true },
        new BaggingClassifier { Classifier = Tree, Estimators = 3, SampleFraction = 0.7, FeatureFraction = 0.8, Bootstrap = false, Seed = 3 },
        new CalibratedClassifier { Classifier = Tree, Method = CalibrationMethod.Isotonic },
        new CalibratedClassifier { Classifier = Tree, Ensemble = false },
        new TunedThresholdClassifier { Classifier = Tree, Metric = ClassificationMetric.LogLoss, Thresholds = 7 },
    ];

    public static IEnumerable<IRegressor> Regressors =>
    [
        new DummyRegressor { Strategy = DummyRegressorStrategy.Median },
        new DummyRegressor { Strategy = DummyRegressorStrategy.Quantile, Quantile = 0.9 },
        new VotingRegressor { Regressors = [new DummyRegressor(), new DummyRegressor { Strategy = DummyRegressorStrategy.Median }], Weights = [1, 2] },
        new StackingRegressor { Regressors = [new DummyRegressor(), new DummyRegressor { Quantile = 0.2 }], PassThrough = true },
    ];
}
