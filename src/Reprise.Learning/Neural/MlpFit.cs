namespace Reprise.Learning.Neural;

/// <summary>What training gives.</summary>
/// <param name="Network">The trained network.</param>
/// <param name="LossCurve">Mean loss of each epoch's batches, penalty included.</param>
/// <param name="ValidationScores">Score on held-out rows after each epoch; empty without early stopping.</param>
/// <param name="Converged">Whether training stopped because nothing improved, not because the epochs ran out.</param>
internal sealed record MlpFit(NeuralNetwork Network, double[] LossCurve, double[] ValidationScores, bool Converged);
