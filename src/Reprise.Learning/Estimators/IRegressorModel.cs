using Reprise.Core.Matrices;

namespace Reprise.Learning.Estimators;

/// <summary>A fitted regressor over a matrix. Immutable; safe to call from many threads.</summary>
public interface IRegressorModel
{
    /// <summary>Columns it was fitted on.</summary>
    int InputColumns { get; }

    /// <summary>Writes a finite value per row into <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The columns differ from those in training, a value is not finite, or the destination has another length.</exception>
    void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default);
}
