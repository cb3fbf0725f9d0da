using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Pipelines;

/// <summary>A classifier with preprocessing steps of its own, as one classifier: for votes and stacks whose members need different features.</summary>
/// <remarks>Everything is learned from the rows given to <see cref="Fit"/> only. Immutable; safe to share between threads.</remarks>
public sealed record PreprocessedClassifier : IClassifier<PreprocessedClassifierModel>
{
    /// <summary>The steps, in order. Default none.</summary>
    public IReadOnlyList<IPreprocessor> Steps { get; init; } = [];

    /// <summary>The classifier after the last step. Default a decision tree.</summary>
    public IClassifier Classifier { get; init; } = new DecisionTreeClassifier();

    /// <inheritdoc/>
    public PreprocessedClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, FitUnseen, cancellationToken);

    private PreprocessedClassifierModel FitUnseen(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken)
    {
        Require.NotEmpty(x, nameof(PreprocessedClassifier));
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, nameof(PreprocessedClassifier));

        var (steps, features) = FittedSteps.FitSteps(x, Steps, new PipelineTarget(y.ToArray(), classes, null), cancellationToken);
        return new PreprocessedClassifierModel(x.Columns, steps, Classifier.Fit(features, y, classes, cancellationToken));
    }
}
