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
public sealed record BaggingClassifier : IClassifier<BaggingClassifierModel>
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
    public BaggingClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, FitUnseen, cancellationToken);

    private BaggingClassifierModel FitUnseen(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken)
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
        Require.Finite(x);                                           // a member may not see every row and column

        var targets = y.ToArray();
        var seeds = new Rng((ulong)Seed);
        var models = new IClassifierModel[Estimators];
        var columns = new int[Estimators][];
        Workers.Run(
            Estimators,
            MaxWorkers,
            i =>
            {
                var rng = seeds.Fork((ulong)i);
                columns[i] = Columns(x.Columns, rng.Fork(0));
                var rows = Rows(targets, rng.Fork(1));
                models[i] = Classifier.Fit(BaggingClassifierModel.Take(x.TakeRows(rows), columns[i]), SplitInput.Take(targets, rows), classes, cancellationToken);
            },
            cancellationToken);
        return new BaggingClassifierModel(models, columns, x.Columns);
    }

    private int[] Columns(int count, Rng rng)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var kept = Math.Max(1, (int)(FeatureFraction * count));
        if (kept < count)
        {
            rng.Shuffle<int>(order);
        }

        order = order[..kept];
        Array.Sort(order);
        return order;
    }

    /// <summary>Drawn rows, ascending; drawn again while they are of one class.</summary>
    private int[] Rows(int[] y, Rng rng)
    {
        var rows = new int[Math.Max(1, (int)(SampleFraction * y.Length))];
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var stream = rng.Fork((ulong)attempt);
            if (Bootstrap)
            {
                for (var i = 0; i < rows.Length; i++)
                {
                    rows[i] = stream.NextInt32(y.Length);
                }
            }
            else
            {
                var order = Enumerable.Range(0, y.Length).ToArray();
                stream.Shuffle<int>(order);
                order.AsSpan(0, rows.Length).CopyTo(rows);
            }

            if (Array.Exists(rows, row => y[row] != y[rows[0]]))
            {
                break;
            }
        }

        Array.Sort(rows);
        return rows;
    }
}
