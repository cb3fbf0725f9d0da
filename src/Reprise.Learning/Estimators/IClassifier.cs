using Reprise.Core.Matrices;

namespace Reprise.Learning.Estimators;

/// <summary>Parameters of a classifier: an immutable record; <see cref="Fit"/> learns from data and returns a model.</summary>
public interface IClassifier
{
    /// <summary>Learns from rows and their class indices; changes neither.</summary>
    /// <param name="x">Samples × features, finite.</param>
    /// <param name="y">A class index in [0, <paramref name="classes"/>) per row; at least two classes occur.</param>
    /// <param name="classes">Number of classes, those that do not occur in <paramref name="y"/> included.</param>
    /// <param name="cancellationToken">Looked at once per outer loop (per tree, per iteration).</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the data break a rule above.</exception>
    IClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default);
}

/// <summary>An <see cref="IClassifier"/> that says which model it returns.</summary>
public interface IClassifier<out TModel> : IClassifier
    where TModel : IClassifierModel
{
    /// <inheritdoc cref="IClassifier.Fit"/>
    new TModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default);

    IClassifierModel IClassifier.Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken) =>
        Fit(x, y, classes, cancellationToken);
}
