using Reprise.Learning.Estimators;
using Reprise.Learning.Neural;

namespace Reprise.Learning.Tests.Variants;

/// <summary>Neural networks whose parameters take other paths than the defaults.</summary>
internal static class NeuralVariants
{
    public static IEnumerable<IClassifier> Classifiers =>
    [
        new MlpClassifier { HiddenLayers = [8, 5], Activation = NeuralActivation.Tanh, BatchSize = 7, MaxEpochs = 40, LearningRate = 0.01 },
        new MlpClassifier { HiddenLayers = [], Activation = NeuralActivation.Identity, EarlyStopping = true, ValidationFraction = 0.3, Seed = 2, LearningRate = 0.05, MaxEpochs = 60 },
    ];

    public static IEnumerable<IRegressor> Regressors =>
    [
        new MlpRegressor { HiddenLayers = [9], Activation = NeuralActivation.Logistic, BatchSize = 16, LearningRate = 0.02, Shuffle = false },
    ];
}
