using Reprise.Core.Matrices;

namespace Reprise.Learning.Estimators;

/// <summary>Parameters of a preprocessing step: an immutable record; <see cref="Fit"/> learns from data and returns a model.</summary>
public interface ITransformer : IPreprocessor
{
    /// <summary>Learns the step from the rows of <paramref name="x"/>, which it does not change.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, <paramref name="x"/> is empty or a value is not finite.</exception>
    ITransformerModel Fit(MatrixView x, CancellationToken cancellationToken = default);
}

/// <summary>An <see cref="ITransformer"/> that says which model it returns.</summary>
public interface ITransformer<out TModel> : ITransformer
    where TModel : ITransformerModel
{
    /// <inheritdoc cref="ITransformer.Fit"/>
    new TModel Fit(MatrixView x, CancellationToken cancellationToken = default);

    ITransformerModel ITransformer.Fit(MatrixView x, CancellationToken cancellationToken) => Fit(x, cancellationToken);
}
