namespace Reprise.Learning.Neural;

/// <summary>Parameters whose gradient is one piece of work: the weights of some of a layer's inputs, or all its biases.</summary>
/// <param name="Layer">The layer, 0-based.</param>
/// <param name="First">First input.</param>
/// <param name="Count">Inputs; 0 for the biases.</param>
internal readonly record struct NeuralPiece(int Layer, int First, int Count);
