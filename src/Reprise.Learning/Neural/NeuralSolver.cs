namespace Reprise.Learning.Neural;

/// <summary>How weights follow the gradient of each batch.</summary>
public enum NeuralSolver
{
    /// <summary>Steps of a size adapted per weight (Kingma and Ba 2015).</summary>
    Adam,

    /// <summary>Gradient descent with momentum.</summary>
    Sgd,
}
