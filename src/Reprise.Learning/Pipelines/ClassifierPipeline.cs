using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Pipelines;

/// <summary>Table in, classes out: chooses columns, runs preprocessing steps, fits a classifier. Everything is learned from the rows given to <see cref="Fit"/> only.</summary>
/// <remarks>Immutable; <c>with</c> makes variants.</remarks>
public sealed record ClassifierPipeline
{
    /// <summary>Which columns are features. Default every number column but the target.</summary>
    public NumericSelector Columns { get; init; } = new();

    /// <summary>Preprocessing steps, in order. Default none.</summary>
    public IReadOnlyList<ITransformer> Steps { get; init; } = [];

    /// <summary>The classifier after the last step.</summary>
    public required IClassifier Classifier { get; init; }

    /// <summary>Learns columns, steps and classifier from the rows of <paramref name="table"/>.</summary>
    /// <param name="table">Features and target.</param>
    /// <param name="target">The column with the class: text, booleans or whole numbers, no nulls.</param>
    /// <param name="cancellationToken">Looked at between and within steps.</param>
    /// <exception cref="ArgumentException">The target or a feature cannot be used, or a parameter is out of range.</exception>
    public ClassifierPipelineModel Fit(Table table, string target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        var labels = ClassLabels.Read(table, target);
        var columns = Columns.Fit(table.Without(target));
        var x = columns.Transform(table);

        var steps = new ITransformerModel[Steps.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = Steps[i].Fit(x, cancellationToken);
            x = steps[i].Transform(x);
        }

        var classifier = Classifier.Fit(x, labels.Indices, labels.Classes.Count, cancellationToken);
        return new ClassifierPipelineModel(target, labels.Classes, columns, steps, classifier);
    }
}
