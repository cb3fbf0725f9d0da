using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Ensembles;

/// <summary>Fits several classifiers on the same rows and lets them vote.</summary>
/// <remarks>Members are fitted one after the other; each may use all processors. Missing values are taken where every member takes them. Immutable; safe to share between threads.</remarks>
public sealed record VotingClassifier : IClassifier<VotingClassifierModel>, IGroupedClassifier
{
    /// <summary>Who votes, at least one. Default a decision tree and a random forest.</summary>
    public IReadOnlyList<IClassifier> Classifiers { get; init; } = [new DecisionTreeClassifier(), new RandomForestClassifier()];

    /// <summary>How votes count. Default hard: a row's probabilities are the shares of votes.</summary>
    public Voting Voting { get; init; } = Voting.Hard;

    /// <summary>What each member's vote counts, at least 0 and not all 0; null for 1 each. Default null.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <inheritdoc/>
    public VotingClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) => Fit(x, y, classes, [], [], cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit"/>
    public VotingClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, weights, [], cancellationToken);

    /// <inheritdoc cref="IGroupedClassifier.Fit"/>
    public VotingClassifierModel Fit(
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

    private VotingClassifierModel FitUnseen(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken)
    {
        Require.InRange((int)Voting, 0, (int)Voting.Soft, nameof(VotingClassifier), nameof(Voting));
        Members.Check(Classifiers, nameof(VotingClassifier), nameof(Classifiers));
        var shares = Members.Shares(Weights, Classifiers.Count, nameof(VotingClassifier));
        Require.NotEmpty(x, nameof(VotingClassifier));
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, nameof(VotingClassifier));
        Require.Weights(weights, x.Rows);
        Members.CheckGroups(groups, x.Rows);
        if (Members.Weighted(weights) is { } present)
        {
            return FitUnseen(
                x.TakeRows(present), Members.Take(y, present), classes, Members.Take(weights, present), Members.Take(groups, present), cancellationToken);
        }

        var models = new IClassifierModel[Classifiers.Count];
        for (var i = 0; i < models.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            models[i] = Members.Fit(Classifiers[i], x, y, classes, weights, groups, nameof(VotingClassifier), cancellationToken);
        }

        return new VotingClassifierModel(models, shares, Voting == Voting.Soft);
    }
}
