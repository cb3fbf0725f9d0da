namespace Reprise.Learning.Neural;

/// <summary>How the step size of <see cref="NeuralSolver.Sgd"/> changes from epoch to epoch.</summary>
public enum LearningRateSchedule
{
    /// <summary>It does not.</summary>
    Constant,

    /// <summary>The first rate ÷ (rows seen so far + 1)^power.</summary>
    InverseScaling,

    /// <summary>Divided by 5 whenever as many epochs as the patience bring no improvement, down to 10⁻⁶, where training stops.</summary>
    Adaptive,
}
