using Reprise.Core.Matrices;

namespace Reprise.Learning.Estimators;

/// <summary>Parameters of a clusterer: an immutable record; <see cref="Fit"/> learns from data and returns a model.</summary>
public interface IClusterer
{
    /// <summary>Learns clusters from rows, which it does not change.</summary>
    /// <param name="x">Samples × features, finite, with at least as many rows as clusters.</param>
    /// <param name="cancellationToken">Looked at once per outer loop (per start, per iteration).</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the data break a rule above.</exception>
    IClustererModel Fit(MatrixView x, CancellationToken cancellationToken = default);
}

/// <summary>An <see cref="IClusterer"/> that says which model it returns.</summary>
public interface IClusterer<out TModel> : IClusterer
    where TModel : IClustererModel
{
    /// <inheritdoc cref="IClusterer.Fit"/>
    new TModel Fit(MatrixView x, CancellationToken cancellationToken = default);

    IClustererModel IClusterer.Fit(MatrixView x, CancellationToken cancellationToken) => Fit(x, cancellationToken);
}
