using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Neural;

/// <summary>A feed-forward neural network of values: hidden layers, a linear output and squared error, trained by back-propagation.</summary>
/// <remarks>
/// Parameters and defaults mean what scikit-learn's <c>MLPRegressor</c> does; see <see cref="MlpClassifier"/>. Scale the columns first, and the target where it is
/// far from 1. Computed in single precision. Immutable; safe to share between threads.
/// </remarks>
public sealed record MlpRegressor : IRegressor<MlpRegressorModel>
{
    /// <inheritdoc cref="MlpClassifier.HiddenLayers"/>
    public LayerSizes HiddenLayers { get; init; } = [100];

    /// <inheritdoc cref="MlpClassifier.Activation"/>
    public NeuralActivation Activation { get; init; } = NeuralActivation.Relu;

    /// <inheritdoc cref="MlpClassifier.Solver"/>
    public NeuralSolver Solver { get; init; } = NeuralSolver.Adam;

    /// <inheritdoc cref="MlpClassifier.Alpha"/>
    public double Alpha { get; init; } = 1e-4;

    /// <inheritdoc cref="MlpClassifier.BatchSize"/>
    public int? BatchSize { get; init; }

    /// <inheritdoc cref="MlpClassifier.LearningRate"/>
    public double LearningRate { get; init; } = 1e-3;

    /// <inheritdoc cref="MlpClassifier.Schedule"/>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <inheritdoc cref="MlpClassifier.PowerT"/>
    public double PowerT { get; init; } = 0.5;

    /// <inheritdoc cref="MlpClassifier.Momentum"/>
    public double Momentum { get; init; } = 0.9;

    /// <inheritdoc cref="MlpClassifier.Nesterov"/>
    public bool Nesterov { get; init; } = true;

    /// <inheritdoc cref="MlpClassifier.Beta1"/>
    public double Beta1 { get; init; } = 0.9;

    /// <inheritdoc cref="MlpClassifier.Beta2"/>
    public double Beta2 { get; init; } = 0.999;

    /// <inheritdoc cref="MlpClassifier.Epsilon"/>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc cref="MlpClassifier.MaxEpochs"/>
    public int MaxEpochs { get; init; } = 200;

    /// <inheritdoc cref="MlpClassifier.Shuffle"/>
    public bool Shuffle { get; init; } = true;

    /// <inheritdoc cref="MlpClassifier.Tolerance"/>
    public double Tolerance { get; init; } = 1e-4;

    /// <inheritdoc cref="MlpClassifier.Patience"/>
    public int Patience { get; init; } = 10;

    /// <inheritdoc cref="MlpClassifier.EarlyStopping"/>
    public bool EarlyStopping { get; init; }

    /// <summary>The share of the rows that early stopping holds out, in (0, 1). Default 0.1.</summary>
    public double ValidationFraction { get; init; } = 0.1;

    /// <inheritdoc cref="MlpClassifier.Seed"/>
    public int Seed { get; init; }

    /// <inheritdoc cref="MlpClassifier.MaxWorkers"/>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A parameter is out of range, the data break a rule, or training leaves the range of its numbers.</exception>
    public MlpRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, FitUnseen, cancellationToken);

    private MlpRegressorModel FitUnseen(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken)
    {
        const string owner = nameof(MlpRegressor);
        var settings = Settings.Check(owner);
        Require.SameRows(x, y.Length);
        Require.NotEmpty(x, owner);
        Require.Finite(x);
        Require.FiniteTargets(y);

        var shape = new NeuralShape([x.Columns, .. HiddenLayers, 1], Activation, NeuralOutput.Identity);
        return new MlpRegressorModel(MlpTrainer.Train(settings, shape, x, y.ToArray(), owner, cancellationToken));
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
