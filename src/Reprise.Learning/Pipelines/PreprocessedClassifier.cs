using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Pipelines;

/// <summary>A classifier with preprocessing steps of its own, as one classifier: for votes and stacks whose members need different features.</summary>
/// <remarks>Row weights count in the classifier, not in the steps. Everything is learned from the rows given to <c>Fit</c> only. Immutable; safe to share between threads.</remarks>
public sealed record PreprocessedClassifier : IClassifier<PreprocessedClassifierModel>, IGroupedClassifier
{
    /// <summary>The steps, in order. Default none.</summary>
    public IReadOnlyList<IPreprocessor> Steps { get; init; } = [];

    /// <summary>The classifier after the last step. Default a decision tree.</summary>
    public IClassifier Classifier { get; init; } = new DecisionTreeClassifier();

    /// <inheritdoc/>
    public PreprocessedClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) => Fit(x, y, classes, [], [], cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit"/>
    public PreprocessedClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, weights, [], cancellationToken);

    /// <inheritdoc cref="IGroupedClassifier.Fit"/>
    public PreprocessedClassifierModel Fit(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken = default)
    {
        var kept = groups.ToArray();
        return FitObservation.Run(this, x, y, classes, weights, (rows, targets, count, rowWeights, token) => FitUnseen(rows, targets, count, rowWeights, kept, token), cancellationToken);
    }

    IClassifierModel IWeightedClassifier.Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, classes, weights, [], cancellationToken);

    IClassifierModel IGroupedClassifier.Fit(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken) =>
        Fit(x, y, classes, weights, groups, cancellationToken);

    private PreprocessedClassifierModel FitUnseen(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken)
    {
        Require.NotEmpty(x, nameof(PreprocessedClassifier));
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, nameof(PreprocessedClassifier));
        Require.Weights(weights, x.Rows);
        Members.CheckGroups(groups, x.Rows);
        if (Members.Weighted(weights) is { } present)
        {
            return FitUnseen(
                x.TakeRows(present), Members.Take(y, present), classes, Members.Take(weights, present), Members.Take(groups, present), cancellationToken);
        }

        var (steps, features) = FittedSteps.FitSteps(x, Steps, new PipelineTarget(y.ToArray(), classes, null), cancellationToken);
        return new PreprocessedClassifierModel(x.Columns, steps, Members.Fit(Classifier, features, y, classes, weights, groups, nameof(PreprocessedClassifier), cancellationToken));
    }
}
