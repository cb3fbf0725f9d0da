using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Neural;

/// <summary>A fitted <see cref="MlpClassifier"/>. Immutable; safe to share between threads; predicts thousands of rows on all processors.</summary>
public sealed class MlpClassifierModel : IClassifierModel
{
    internal MlpClassifierModel(MlpFit fit, int classes) => (Fit, ClassCount) = (fit, classes);

    /// <inheritdoc/>
    public int InputColumns => Fit.Network.Shape.Sizes[0];

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>Layers of weights: the hidden layers and the output.</summary>
    public int LayerCount => Fit.Network.Shape.Layers;

    /// <summary>Mean loss of each epoch's batches, penalty included.</summary>
    public ReadOnlySpan<double> LossCurve => Fit.LossCurve;

    /// <summary>Accuracy on the held-out rows after each epoch; empty without early stopping.</summary>
    public ReadOnlySpan<double> ValidationScores => Fit.ValidationScores;

    /// <summary>Whether training stopped because nothing improved, not because the epochs ran out.</summary>
    public bool Converged => Fit.Converged;

    internal MlpFit Fit { get; }

    /// <summary>A copy of a layer's weights (0-based): its inputs × its units.</summary>
    public Matrix Weights(int layer) => Fit.Network.Weights(layer);

    /// <summary>A copy of a layer's biases (0-based), one per unit.</summary>
    public double[] Biases(int layer) => Fit.Network.Biases(layer);

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(MlpClassifier));
        Require.Destination(destination, (long)x.Rows * ClassCount);

        if (Fit.Network.Shape.Output == NeuralOutput.Logistic)
        {
            var sums = new double[x.Rows];
            Fit.Network.Sums(x, sums, workers: null, cancellationToken);
            for (var row = 0; row < sums.Length; row++)
            {
                var second = PortableMath.Sigmoid(sums[row]);
                (destination[2 * row], destination[(2 * row) + 1]) = (1 - second, second);
            }

            return;
        }

        Fit.Network.Sums(x, destination, workers: null, cancellationToken);
        for (var row = 0; row < x.Rows; row++)
        {
            NeuralFunctions.Softmax(destination.Slice(row * ClassCount, ClassCount));
        }
    }
}
