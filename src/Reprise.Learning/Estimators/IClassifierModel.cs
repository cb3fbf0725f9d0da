using Reprise.Core.Matrices;

namespace Reprise.Learning.Estimators;

/// <summary>A fitted classifier over a matrix. Immutable; safe to call from many threads.</summary>
public interface IClassifierModel
{
    /// <summary>Columns it was fitted on.</summary>
    int InputColumns { get; }

    /// <summary>Number of classes, and of probabilities per row.</summary>
    int ClassCount { get; }

    /// <summary>Writes rows × <see cref="ClassCount"/> probabilities, row-major, into <paramref name="destination"/>; each row sums to 1.</summary>
    /// <exception cref="ArgumentException">The columns differ from those in training, a value is not finite, or the destination has another length.</exception>
    void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default);
}
