using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Neural;

/// <summary>A feed-forward neural network of classes: hidden layers, softmax (logistic for two classes) and log loss, trained by back-propagation (Rumelhart, Hinton and Williams 1986).</summary>
/// <remarks>
/// Parameters and defaults mean what scikit-learn's <c>MLPClassifier</c> does. Scale the columns first. Computed in single precision; every sum has one order, so the
/// same seed gives the same model on any CPU and for any number of workers. O(epochs · rows · weights) time; where less than a third of the columns' values
/// differ from 0, as in images and counts, the first layer's part grows with those only, with the same result. Memory is one batch and four numbers per
/// weight. Immutable; safe to share between threads.
/// </remarks>
public sealed record MlpClassifier : IClassifier<MlpClassifierModel>
{
    /// <summary>Units of each hidden layer, each at least 1. Default one layer of 100.</summary>
    public LayerSizes HiddenLayers { get; init; } = [100];

    /// <summary>What hidden units make of their sums. Default <see cref="NeuralActivation.Relu"/>.</summary>
    public NeuralActivation Activation { get; init; } = NeuralActivation.Relu;

    /// <summary>How weights follow gradients. Default <see cref="NeuralSolver.Adam"/>.</summary>
    public NeuralSolver Solver { get; init; } = NeuralSolver.Adam;

    /// <summary>Strength of the L2 penalty on weights, at least 0: the loss of a batch of b rows has alpha · ‖w‖² ÷ 2b added. Default 0.0001.</summary>
    public double Alpha { get; init; } = 1e-4;

    /// <summary>Rows per step, at least 1; null for 200, or all rows when there are fewer. Default null.</summary>
    public int? BatchSize { get; init; }

    /// <summary>The first step size, in (0, ∞). Default 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How the step size of <see cref="NeuralSolver.Sgd"/> changes. Default <see cref="LearningRateSchedule.Constant"/>.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>The power of <see cref="LearningRateSchedule.InverseScaling"/>, at least 0. Default 0.5.</summary>
    public double PowerT { get; init; } = 0.5;

    /// <summary>What <see cref="NeuralSolver.Sgd"/> keeps of the last step, in [0, 1]. Default 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether momentum looks ahead (Nesterov 1983). Default true.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>Decay of <see cref="NeuralSolver.Adam"/>'s mean gradient, in [0, 1). Default 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of <see cref="NeuralSolver.Adam"/>'s mean squared gradient, in [0, 1). Default 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>What <see cref="NeuralSolver.Adam"/> adds to divisors, at least 1e-30. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Most times each row is shown, at least 1. Default 200.</summary>
    public int MaxEpochs { get; init; } = 200;

    /// <summary>Whether rows come in a new order each epoch. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>An epoch counts as better when the loss falls, or the validation score rises, by this; at least 0. Default 0.0001.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Training stops after more than so many epochs without one that is better, at least 1. Default 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Whether to look at rows held out instead of the loss, and keep the weights that were best on them. Default false.</summary>
    public bool EarlyStopping { get; init; }

    /// <summary>The share of each class that early stopping holds out, in (0, 1). Default 0.1.</summary>
    public double ValidationFraction { get; init; } = 0.1;

    /// <summary>Seed of first weights, shuffling and held-out rows, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Most threads, at least 1; null for one per processor. Does not change the model. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A parameter is out of range, the data break a rule, or training leaves the range of its numbers.</exception>
    public MlpClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, FitUnseen, cancellationToken);

    private MlpClassifierModel FitUnseen(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken)
    {
        const string owner = nameof(MlpClassifier);
        var settings = Settings.Check(owner);
        Require.SameRows(x, y.Length);
        Require.NotEmpty(x, owner, 2);
        Require.Classes(y, classes, owner);
        Require.Finite(x);

        var shape = new NeuralShape(
            [x.Columns, .. HiddenLayers, classes == 2 ? 1 : classes], Activation, classes == 2 ? NeuralOutput.Logistic : NeuralOutput.Softmax);
        var targets = new double[y.Length];
        for (var row = 0; row < targets.Length; row++)
        {
            targets[row] = y[row];
        }

        return new MlpClassifierModel(MlpTrainer.Train(settings, shape, x, targets, owner, cancellationToken), classes);
    }

    private MlpSettings Settings => new()
    {
        HiddenLayers = HiddenLayers,
        Activation = Activation,
        Solver = Solver,
        Alpha = Alpha,
        BatchSize = BatchSize,
        LearningRate = LearningRate,
        Schedule = Schedule,
        PowerT = PowerT,
        Momentum = Momentum,
        Nesterov = Nesterov,
        Beta1 = Beta1,
        Beta2 = Beta2,
        Epsilon = Epsilon,
        MaxEpochs = MaxEpochs,
        Shuffle = Shuffle,
        Tolerance = Tolerance,
        Patience = Patience,
        EarlyStopping = EarlyStopping,
        ValidationFraction = ValidationFraction,
        Seed = Seed,
        MaxWorkers = MaxWorkers,
    };
}
