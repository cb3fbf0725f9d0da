using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Pipelines;

/// <summary>A fitted <see cref="ClassifierPipeline"/>. Immutable; safe to call from many threads.</summary>
public sealed class ClassifierPipelineModel : ITabularClassifier
{
    private readonly FittedSteps _steps;

    internal ClassifierPipelineModel(string target, IReadOnlyList<string> classes, FittedSteps steps, IClassifierModel classifier) =>
        (Target, Classes, _steps, Classifier) = (target, classes, steps, classifier);

    /// <inheritdoc/>
    public string Target { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public IReadOnlyList<InputColumn> Inputs => Columns.Inputs;

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames => _steps.FeatureNames;

    /// <summary>Reads the columns.</summary>
    public ITableEncoderModel Columns => _steps.Columns;

    /// <summary>The fitted preprocessing steps, in order.</summary>
    public IReadOnlyList<ITransformerModel> Steps => _steps.Steps;

    /// <summary>The fitted classifier; its classes are <see cref="Classes"/> in order.</summary>
    public IClassifierModel Classifier { get; }

    /// <summary>Probabilities of rows that are a matrix already: its columns are <see cref="Inputs"/> in order, all numbers.</summary>
    /// <exception cref="ArgumentException">There are other columns than the model reads, or its columns are not numbers as they are.</exception>
    public Matrix PredictProbabilities(MatrixView x, CancellationToken cancellationToken = default)
    {
        if (Columns is not NumericSelectorModel)
        {
            throw new ArgumentException("The model encodes columns that are not numbers; give it a table.", nameof(x));
        }

        Require.Columns(x, Inputs.Count, nameof(ClassifierPipeline));
        return Classifier.PredictProbabilities(_steps.Transform(x, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Matrix Features(Table rows, CancellationToken cancellationToken = default) => _steps.Transform(rows, cancellationToken);

    /// <inheritdoc/>
    public ClassPredictions Predict(Table rows, CancellationToken cancellationToken = default)
    {
        var probabilities = Classifier.PredictProbabilities(Features(rows, cancellationToken), cancellationToken);
        string[] labels = [.. EstimatorModelExtensions.MostProbable(probabilities).Select(index => Classes[index])];
        return new ClassPredictions(labels, Classes, probabilities);
    }
}
