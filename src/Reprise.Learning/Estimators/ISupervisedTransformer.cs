using Reprise.Core.Matrices;

namespace Reprise.Learning.Estimators;

/// <summary>Parameters of a preprocessing step that learns from the target too: an immutable record.</summary>
public interface ISupervisedTransformer : IPreprocessor
{
    /// <summary>Learns the step from rows and their class indices.</summary>
    /// <param name="x">Samples × features, finite.</param>
    /// <param name="y">A class index in [0, <paramref name="classes"/>) per row.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="cancellationToken">Looked at once per outer loop.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, the data break a rule above, or the step needs a numeric target.</exception>
    ITransformerModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default);

    /// <summary>Learns the step from rows and their target values.</summary>
    /// <param name="x">Samples × features, finite.</param>
    /// <param name="y">A finite value per row.</param>
    /// <param name="cancellationToken">Looked at once per outer loop.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, the data break a rule above, or the step needs classes.</exception>
    ITransformerModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default);
}
