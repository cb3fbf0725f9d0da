using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Linear;
using Reprise.Learning.Observation;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Ensembles;

/// <summary>Stacked generalisation (Wolpert 1992): a last classifier learns from the probabilities that others give for rows they did not see.</summary>
/// <remarks>
/// Members are fitted once per fold for the last classifier's training rows, and once on all rows for predictions. Of two classes only the second's
/// probability is passed on. O(folds + 1) fits per member. Immutable; safe to share between threads.
/// </remarks>
public sealed record StackingClassifier : IClassifier<StackingClassifierModel>, IGroupedClassifier
{
    /// <summary>The members, at least one. Default a decision tree and a random forest.</summary>
    public IReadOnlyList<IClassifier> Classifiers { get; init; } = [new DecisionTreeClassifier { MaxDepth = 5 }, new RandomForestClassifier()];

    /// <summary>What learns from the members' probabilities. Default logistic regression.</summary>
    public IClassifier Final { get; init; } = new LogisticRegression();

    /// <summary>The folds; they test each row exactly once. Default five, stratified, with groups together where groups are given, shuffled with seed 0.</summary>
    public ISplitter Splitter { get; init; } = new AutoKFold { ShuffleSeed = 0 };

    /// <summary>Whether the last classifier sees the features too. Default false.</summary>
    public bool PassThrough { get; init; }

    /// <inheritdoc/>
    public StackingClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) => Fit(x, y, classes, [], [], cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit"/>
    public StackingClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, weights, [], cancellationToken);

    /// <inheritdoc cref="IGroupedClassifier.Fit"/>
    public StackingClassifierModel Fit(
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

    private StackingClassifierModel FitUnseen(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken)
    {
        Members.Check(Classifiers, nameof(StackingClassifier), nameof(Classifiers));
        Members.Check(Final, nameof(StackingClassifier), nameof(Final));
        Members.Check(Splitter, nameof(StackingClassifier), nameof(Splitter));
        Require.NotEmpty(x, nameof(StackingClassifier));
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, nameof(StackingClassifier));
        Require.Weights(weights, x.Rows);
        Members.CheckGroups(groups, x.Rows);
        if (Members.Weighted(weights) is { } present)
        {
            return FitUnseen(
                x.TakeRows(present), Members.Take(y, present), classes, Members.Take(weights, present), Members.Take(groups, present), cancellationToken);
        }

        var input = SplitInput.OfClasses(y);
        var folds = OutOfFold.Folds(Splitter, groups.IsEmpty ? input : input.WithGroups(groups), nameof(StackingClassifier));
        var stack = StackedFeatures.Start(x, Classifiers.Count, StackedFeatures.PerClassifier(classes), PassThrough);
        var models = new IClassifierModel[Classifiers.Count];
        for (var i = 0; i < models.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            StackedFeatures.Put(stack, i, OutOfFold.Probabilities(Classifiers[i], x, y, classes, weights, groups, folds, nameof(StackingClassifier), cancellationToken));
            models[i] = Members.Fit(Classifiers[i], x, y, classes, weights, groups, nameof(StackingClassifier), cancellationToken);
        }

        var final = Members.Fit(Final, stack, y, classes, weights, groups, nameof(StackingClassifier), cancellationToken);
        return new StackingClassifierModel(models, final, PassThrough);
    }
}
