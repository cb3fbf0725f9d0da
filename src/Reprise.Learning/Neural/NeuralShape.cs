namespace Reprise.Learning.Neural;

/// <summary>Layers of a network, and where their weights stand in one array: each layer's inputs × units matrix, row-major, then a bias per unit.</summary>
internal sealed class NeuralShape
{
    private readonly int[] _starts;

    /// <param name="sizes">Columns, hidden units per layer, outputs.</param>
    /// <param name="activation">Of the hidden layers.</param>
    /// <param name="output">Of the last layer.</param>
    /// <exception cref="OverflowException">The weights do not fit in one array.</exception>
    public NeuralShape(int[] sizes, NeuralActivation activation, NeuralOutput output)
    {
        (Sizes, Activation, Output) = (sizes, activation, output);
        _starts = new int[sizes.Length];
        for (var layer = 0; layer < Layers; layer++)
        {
            _starts[layer + 1] = checked(_starts[layer] + ((sizes[layer] + 1) * sizes[layer + 1]));
        }
    }

    /// <summary>Columns, hidden units per layer, outputs.</summary>
    public int[] Sizes { get; }

    public NeuralActivation Activation { get; }

    public NeuralOutput Output { get; }

    /// <summary>Layers of weights: hidden ones and the last.</summary>
    public int Layers => Sizes.Length - 1;

    /// <summary>All weights and biases.</summary>
    public int Parameters => _starts[^1];

    /// <summary>Where a layer's matrix stands.</summary>
    public Range Weights(int layer) => _starts[layer]..(_starts[layer] + (Sizes[layer] * Sizes[layer + 1]));

    /// <summary>Where a layer's biases stand.</summary>
    public Range Biases(int layer) => (_starts[layer] + (Sizes[layer] * Sizes[layer + 1])).._starts[layer + 1];
}
