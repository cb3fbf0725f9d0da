using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Pipelines;

/// <summary>A fitted <see cref="ClassifierPipeline"/>. Immutable; safe to call from many threads.</summary>
public sealed class ClassifierPipelineModel : ITabularClassifier
{
    internal ClassifierPipelineModel(
        string target, IReadOnlyList<string> classes, NumericSelectorModel columns, IReadOnlyList<ITransformerModel> steps, IClassifierModel classifier)
    {
        Target = target;
        Classes = classes;
        Columns = columns;
        Steps = steps;
        Classifier = classifier;
    }

    /// <inheritdoc/>
    public string Target { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public IReadOnlyList<InputColumn> Inputs => Columns.Inputs;

    /// <summary>Reads the columns.</summary>
    public NumericSelectorModel Columns { get; }

    /// <summary>The fitted preprocessing steps, in order.</summary>
    public IReadOnlyList<ITransformerModel> Steps { get; }

    /// <summary>The fitted classifier; its classes are <see cref="Classes"/> in order.</summary>
    public IClassifierModel Classifier { get; }

    /// <inheritdoc/>
    public ClassPredictions Predict(Table rows, CancellationToken cancellationToken = default)
    {
        var x = Columns.Transform(rows);
        foreach (var step in Steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x = step.Transform(x);
        }

        var probabilities = Classifier.PredictProbabilities(x, cancellationToken);
        string[] labels = [.. EstimatorModelExtensions.MostProbable(probabilities).Select(index => Classes[index])];
        return new ClassPredictions(labels, Classes, probabilities);
    }
}
