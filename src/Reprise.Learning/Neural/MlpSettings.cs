using Reprise.Core.Errors;

namespace Reprise.Learning.Neural;

/// <summary>The parameters classifier and regressor share.</summary>
internal sealed record MlpSettings
{
    private const double SmallestEpsilon = 1e-30;       // above 0 in single precision

    public required LayerSizes HiddenLayers { get; init; }

    public required NeuralActivation Activation { get; init; }

    public required NeuralSolver Solver { get; init; }

    public required double Alpha { get; init; }

    public required int? BatchSize { get; init; }

    public required double LearningRate { get; init; }

    public required LearningRateSchedule Schedule { get; init; }

    public required double PowerT { get; init; }

    public required double Momentum { get; init; }

    public required bool Nesterov { get; init; }

    public required double Beta1 { get; init; }

    public required double Beta2 { get; init; }

    public required double Epsilon { get; init; }

    public required int MaxEpochs { get; init; }

    public required bool Shuffle { get; init; }

    public required double Tolerance { get; init; }

    public required int Patience { get; init; }

    public required bool EarlyStopping { get; init; }

    public required double ValidationFraction { get; init; }

    public required int Seed { get; init; }

    public required int? MaxWorkers { get; init; }

    /// <summary>Every number is in its range.</summary>
    public MlpSettings Check(string owner)
    {
        ArgumentNullException.ThrowIfNull(HiddenLayers);
        foreach (var size in HiddenLayers)
        {
            Require.InRange(size, 1, int.MaxValue, owner, nameof(HiddenLayers));
        }

        var below1 = Math.BitDecrement(1.0);
        Require.InRange((int)Activation, 0, (int)NeuralActivation.Identity, owner, nameof(Activation));
        Require.InRange((int)Solver, 0, (int)NeuralSolver.Sgd, owner, nameof(Solver));
        Require.InRange(Alpha, 0, double.PositiveInfinity, owner, nameof(Alpha));
        Require.InRange(BatchSize ?? 1, 1, int.MaxValue, owner, nameof(BatchSize));
        Require.InRange(LearningRate, double.Epsilon, double.PositiveInfinity, owner, nameof(LearningRate));
        Require.InRange((int)Schedule, 0, (int)LearningRateSchedule.Adaptive, owner, nameof(Schedule));
        Require.InRange(PowerT, 0, double.PositiveInfinity, owner, nameof(PowerT));
        Require.InRange(Momentum, 0, 1, owner, nameof(Momentum));
        Require.InRange(Beta1, 0, below1, owner, nameof(Beta1));
        Require.InRange(Beta2, 0, below1, owner, nameof(Beta2));
        Require.InRange(Epsilon, SmallestEpsilon, double.PositiveInfinity, owner, nameof(Epsilon));
        Require.InRange(MaxEpochs, 1, int.MaxValue, owner, nameof(MaxEpochs));
        Require.InRange(Tolerance, 0, double.PositiveInfinity, owner, nameof(Tolerance));
        Require.InRange(Patience, 1, int.MaxValue, owner, nameof(Patience));
        Require.InRange(ValidationFraction, double.Epsilon, below1, owner, nameof(ValidationFraction));
        Require.InRange(Seed, 0, int.MaxValue, owner, nameof(Seed));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, owner, nameof(MaxWorkers));
        return this;
    }
}
