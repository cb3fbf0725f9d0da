using Reprise.Core.Matrices;

namespace Reprise.Learning.Estimators;

/// <summary>Fitted clusters. Immutable; safe to call from many threads.</summary>
public interface IClustererModel
{
    /// <summary>Columns it was fitted on.</summary>
    int InputColumns { get; }

    /// <summary>Number of clusters.</summary>
    int ClusterCount { get; }

    /// <summary>Writes each row's cluster, in [0, <see cref="ClusterCount"/>), into <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The columns differ from those in training, a value is not finite, or the destination has another length.</exception>
    void Predict(MatrixView x, Span<int> destination, CancellationToken cancellationToken = default);
}
