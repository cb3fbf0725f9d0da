using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Neural;

/// <summary>A fitted <see cref="MlpRegressor"/>. Immutable; safe to share between threads; predicts thousands of rows on all processors.</summary>
public sealed class MlpRegressorModel : IRegressorModel
{
    internal MlpRegressorModel(MlpFit fit) => Fit = fit;

    /// <inheritdoc/>
    public int InputColumns => Fit.Network.Shape.Sizes[0];

    /// <summary>Layers of weights: the hidden layers and the output.</summary>
    public int LayerCount => Fit.Network.Shape.Layers;

    /// <summary>Mean loss (half the squared error) of each epoch's batches, penalty included.</summary>
    public ReadOnlySpan<double> LossCurve => Fit.LossCurve;

    /// <summary>R² on the held-out rows after each epoch; empty without early stopping.</summary>
    public ReadOnlySpan<double> ValidationScores => Fit.ValidationScores;

    /// <summary>Whether training stopped because nothing improved, not because the epochs ran out.</summary>
    public bool Converged => Fit.Converged;

    internal MlpFit Fit { get; }

    /// <summary>A copy of a layer's weights (0-based): its inputs × its units.</summary>
    public Matrix Weights(int layer) => Fit.Network.Weights(layer);

    /// <summary>A copy of a layer's biases (0-based), one per unit.</summary>
    public double[] Biases(int layer) => Fit.Network.Biases(layer);

    /// <inheritdoc/>
    public void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(MlpRegressor));
        Require.Destination(destination, x.Rows);

        Fit.Network.Sums(x, destination, workers: null, cancellationToken);
    }
}
