using Reprise.Core.Matrices;

namespace Reprise.Learning.Estimators;

/// <summary>Parameters of a regressor: an immutable record; <see cref="Fit"/> learns from data and returns a model.</summary>
public interface IRegressor
{
    /// <summary>Learns from rows and their target values; changes neither.</summary>
    /// <param name="x">Samples × features, finite.</param>
    /// <param name="y">A finite value per row.</param>
    /// <param name="cancellationToken">Looked at once per outer loop (per tree, per iteration).</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the data break a rule above.</exception>
    IRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default);
}

/// <summary>An <see cref="IRegressor"/> that says which model it returns.</summary>
public interface IRegressor<out TModel> : IRegressor
    where TModel : IRegressorModel
{
    /// <inheritdoc cref="IRegressor.Fit"/>
    new TModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default);

    IRegressorModel IRegressor.Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken) => Fit(x, y, cancellationToken);
}
