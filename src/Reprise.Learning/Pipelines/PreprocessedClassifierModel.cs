using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Pipelines;

/// <summary>A fitted <see cref="PreprocessedClassifier"/>.</summary>
public sealed class PreprocessedClassifierModel : IClassifierModel
{
    internal PreprocessedClassifierModel(int inputColumns, IReadOnlyList<ITransformerModel> steps, IClassifierModel classifier) =>
        (InputColumns, Steps, Classifier) = (inputColumns, steps, classifier);

    /// <inheritdoc/>
    public int InputColumns { get; }

    /// <inheritdoc/>
    public int ClassCount => Classifier.ClassCount;

    /// <summary>The fitted steps, in order.</summary>
    public IReadOnlyList<ITransformerModel> Steps { get; }

    /// <summary>The fitted classifier.</summary>
    public IClassifierModel Classifier { get; }

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(PreprocessedClassifier));
        Require.Destination(destination, (long)x.Rows * ClassCount);
        cancellationToken.ThrowIfCancellationRequested();

        foreach (var step in Steps)
        {
            x = step.Transform(x);
        }

        Classifier.PredictProbabilities(x, destination, cancellationToken);
    }
}
