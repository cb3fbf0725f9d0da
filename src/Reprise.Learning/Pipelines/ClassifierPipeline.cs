using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Pipelines;

/// <summary>Table in, classes out: chooses columns, runs preprocessing steps, fits a classifier. Everything is learned from the rows given to <see cref="Fit"/> only.</summary>
/// <remarks>Immutable; <c>with</c> makes variants.</remarks>
public sealed record ClassifierPipeline
{
    /// <summary>How columns become features. Default every number column but the target, as it is.</summary>
    public ITableEncoder Columns { get; init; } = new NumericSelector();

    /// <summary>Preprocessing steps, in order. Default none.</summary>
    public IReadOnlyList<IPreprocessor> Steps { get; init; } = [];

    /// <summary>The classifier after the last step.</summary>
    public required IClassifier Classifier { get; init; }

    /// <summary>A number column with the weight of each row in training, never a feature; the classifier must take weights. Default none.</summary>
    public string? WeightColumn { get; init; }

    /// <summary>Learns columns, steps and classifier from the rows of <paramref name="table"/>.</summary>
    /// <param name="table">Features and target.</param>
    /// <param name="target">The column with the class: text, booleans or whole numbers, no nulls.</param>
    /// <param name="cancellationToken">Looked at between and within steps.</param>
    /// <exception cref="ArgumentException">The target or a feature cannot be used, or a parameter is out of range.</exception>
    public ClassifierPipelineModel Fit(Table table, string target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        return FitObservation.Run(this, table, target, () => FitUnseen(table, target, cancellationToken));
    }

    private ClassifierPipelineModel FitUnseen(Table table, string target, CancellationToken cancellationToken)
    {
        var labels = ClassLabels.Read(table, target);
        var weights = PipelineTarget.Weights(table, WeightColumn);
        var (steps, x) = FittedSteps.Fit(
            Columns,
            Steps,
            WeightColumn is null ? table.Without(target) : table.Without(target, WeightColumn),
            new PipelineTarget(labels.Indices.ToArray(), labels.Classes.Count, null),
            cancellationToken);
        var classifier = WeightColumn is null
            ? Classifier.Fit(x, labels.Indices, labels.Classes.Count, cancellationToken)
            : Classifier is IWeightedClassifier weighted
                ? weighted.Fit(x, labels.Indices, labels.Classes.Count, weights, cancellationToken)
                : throw new ArgumentException($"`{Classifier.GetType().Name}` takes no row weights; leave `{nameof(WeightColumn)}` out.", nameof(table));
        return new ClassifierPipelineModel(target, labels.Classes, steps, classifier);
    }
}
