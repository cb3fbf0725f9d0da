using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Ensembles;

/// <summary>Bagging (Breiman 1996): one classifier fitted on many draws of rows, and of columns if asked (random subspaces, Ho 1998); probabilities are averaged.</summary>
/// <remarks>Each member draws from its own stream, keyed by its number, so the model is the same bytes for any number of workers. Immutable; safe to share between threads.</remarks>
public sealed record BaggingClassifier : IClassifier<BaggingClassifierModel>, IGroupedClassifier
{
    private const int MostTries = 100;

    /// <summary>What is fitted on each draw. Default a decision tree.</summary>
    public IClassifier Classifier { get; init; } = new DecisionTreeClassifier();

    /// <summary>Number of members, at least 1. Default 10.</summary>
    public int Estimators { get; init; } = 10;

    /// <summary>Rows drawn per member as a part of all, in (0, 1], rounded down but at least 1. Default 1.</summary>
    public double SampleFraction { get; init; } = 1;

    /// <summary>Columns drawn per member without replacement as a part of all, in (0, 1], rounded down but at least 1. Default 1.</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Whether rows are drawn with replacement. Default true.</summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>Seed of the draws, at least 0; seeds of the members are their own. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Most members fitted at once, at least 1; null for one per processor. Does not change the model. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    public BaggingClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) => Fit(x, y, classes, [], [], cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit"/>
    public BaggingClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, weights, [], cancellationToken);

    /// <inheritdoc cref="IGroupedClassifier.Fit"/>
    public BaggingClassifierModel Fit(
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

    private BaggingClassifierModel FitUnseen(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken)
    {
        Members.Check(Classifier, nameof(BaggingClassifier), nameof(Classifier));
        Require.InRange(Estimators, 1, int.MaxValue, nameof(BaggingClassifier));
        Require.InRange(SampleFraction, double.Epsilon, 1, nameof(BaggingClassifier));
        Require.InRange(FeatureFraction, double.Epsilon, 1, nameof(BaggingClassifier));
        Require.InRange(Seed, 0, int.MaxValue, nameof(BaggingClassifier));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, nameof(BaggingClassifier), nameof(MaxWorkers));
        Require.NotEmpty(x, nameof(BaggingClassifier));
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, nameof(BaggingClassifier));
        Require.Weights(weights, x.Rows);
        Members.CheckGroups(groups, x.Rows);
        if (Members.Weighted(weights) is { } present)
        {
            return FitUnseen(
                x.TakeRows(present), Members.Take(y, present), classes, Members.Take(weights, present), Members.Take(groups, present), cancellationToken);
        }
        Require.Finite(x);                                           // a member may not see every row and column

        var (targets, rowWeights, rowGroups) = (y.ToArray(), weights.ToArray(), groups.ToArray());
        var seeds = new Rng((ulong)Seed);
        var models = new IClassifierModel[Estimators];
        var columns = new int[Estimators][];
        Workers.Run(
            Estimators,
            MaxWorkers,
            i =>
            {
                var rng = seeds.Fork((ulong)i);
                columns[i] = BaggingDraws.Columns(x.Columns, FeatureFraction, rng.Fork(0));
                var rows = Rows(targets, rng.Fork(1));
                models[i] = Members.Fit(
                    Classifier,
                    BaggingDraws.Take(x.TakeRows(rows), columns[i]),
                    Members.Take<int>(targets, rows),
                    classes,
                    Members.Take<double>(rowWeights, rows),
                    Members.Take<int>(rowGroups, rows),
                    nameof(BaggingClassifier),
                    cancellationToken);
            },
            cancellationToken);
        return new BaggingClassifierModel(models, columns, x.Columns);
    }

    /// <summary>Drawn rows, ascending; drawn again while they are of one class.</summary>
    private int[] Rows(int[] y, Rng rng)
    {
        int[] rows = [];
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            rows = BaggingDraws.Rows(y.Length, SampleFraction, Bootstrap, rng.Fork((ulong)attempt));
            if (Array.Exists(rows, row => y[row] != y[rows[0]]))
            {
                break;
            }
        }

        return rows;
    }
}
