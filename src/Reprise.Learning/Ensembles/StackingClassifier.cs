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
public sealed record StackingClassifier : IClassifier<StackingClassifierModel>
{
    /// <summary>The members, at least one. Default a decision tree and a random forest.</summary>
    public IReadOnlyList<IClassifier> Classifiers { get; init; } = [new DecisionTreeClassifier { MaxDepth = 5 }, new RandomForestClassifier()];

    /// <summary>What learns from the members' probabilities. Default logistic regression.</summary>
    public IClassifier Final { get; init; } = new LogisticRegression();

    /// <summary>The folds; they test each row exactly once. Default five stratified, shuffled with seed 0.</summary>
    public ISplitter Splitter { get; init; } = new StratifiedKFold { ShuffleSeed = 0 };

    /// <summary>Whether the last classifier sees the features too. Default false.</summary>
    public bool PassThrough { get; init; }

    /// <inheritdoc/>
    public StackingClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, FitUnseen, cancellationToken);

    private StackingClassifierModel FitUnseen(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken)
    {
        Members.Check(Classifiers, nameof(StackingClassifier), nameof(Classifiers));
        Members.Check(Final, nameof(StackingClassifier), nameof(Final));
        Members.Check(Splitter, nameof(StackingClassifier), nameof(Splitter));
        Require.NotEmpty(x, nameof(StackingClassifier));
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, nameof(StackingClassifier));

        var folds = OutOfFold.Folds(Splitter, SplitInput.OfClasses(y), nameof(StackingClassifier));
        var stack = StackedFeatures.Start(x, Classifiers.Count, StackedFeatures.PerClassifier(classes), PassThrough);
        var models = new IClassifierModel[Classifiers.Count];
        for (var i = 0; i < models.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            StackedFeatures.Put(stack, i, OutOfFold.Probabilities(Classifiers[i], x, y, classes, folds, cancellationToken));
            models[i] = Classifiers[i].Fit(x, y, classes, cancellationToken);
        }

        return new StackingClassifierModel(models, Final.Fit(stack, y, classes, cancellationToken), PassThrough);
    }
}
