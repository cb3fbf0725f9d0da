using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Distances;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Clustering;

/// <summary>K-Means: centres that minimise the sum of squared Euclidean distances of rows to their nearest centre, by Lloyd's iterations (Lloyd 1982).</summary>
/// <remarks>
/// Parameters and defaults mean what scikit-learn's do. The result is plain Lloyd's bit for bit; comparisons that cannot change a label are left out
/// (after Hamerly 2010). O(rows · columns · clusters) time an iteration at most; in memory one copy of the data, and 14 bytes a row for each of at most
/// four starts that share their passes over it. The same bytes for any number of workers. Immutable; safe to share between threads.
/// </remarks>
public sealed record KMeans : IClusterer<KMeansModel>
{
    private const int StartsAtOnce = 4;          // a pass over rows that no cache holds costs more than what four starts compute on it

    /// <summary>Number of clusters, at least 1. Default 8.</summary>
    public int Clusters { get; init; } = 8;

    /// <summary>How the first centres are chosen when <see cref="InitialCentres"/> gives none. Default k-means++.</summary>
    public Seeding Seeding { get; init; } = Seeding.PlusPlus;

    /// <summary>First centres, <see cref="Clusters"/> × columns, for a single start; null to choose them by <see cref="Seeding"/>. Default null.</summary>
    public Matrix? InitialCentres { get; init; }

    /// <summary>Starts from centres of their own, of which the one with the least inertia is kept, at least 1. Default 10.</summary>
    public int Starts { get; init; } = 10;

    /// <summary>Most iterations of a start, at least 1. Default 300.</summary>
    public int MaxIterations { get; init; } = 300;

    /// <summary>A start ends when the squared ways of its centres sum to at most this many times the mean variance of the columns, in [0, ∞). Default 1e-4.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Seed of all draws, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Most threads used, at least 1; null for one per processor. Does not change the model. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    public KMeansModel Fit(MatrixView x, CancellationToken cancellationToken = default) => Fit(x, [], cancellationToken);

    /// <inheritdoc cref="IClusterer.Fit"/>
    /// <param name="weights">A finite weight, at least 0, per row, not all 0; empty for 1 each. A row of weight 0 moves no centre but has a label.</param>
#pragma warning disable CS1573 // the rest is inherited
    public KMeansModel Fit(MatrixView x, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, weights, FitUnseen, cancellationToken);
#pragma warning restore CS1573

    private KMeansModel FitUnseen(MatrixView x, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        Require.InRange(Clusters, 1, int.MaxValue, nameof(KMeans));
        Require.InRange(Starts, 1, int.MaxValue, nameof(KMeans));
        Require.InRange(MaxIterations, 1, int.MaxValue, nameof(KMeans));
        Require.InRange(Tolerance, 0, double.PositiveInfinity, nameof(KMeans));
        Require.InRange(Seed, 0, int.MaxValue, nameof(KMeans));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, nameof(KMeans), nameof(MaxWorkers));
        Require.InRange((int)Seeding, 0, (int)Seeding.Random, nameof(KMeans), nameof(Seeding));
        Require.NotEmpty(x, nameof(KMeans), Clusters);
        Require.Finite(x);
        Require.Weights(weights, x.Rows);
        ClusterRules.RequireCentres(InitialCentres, Clusters, x.Columns, nameof(KMeans));

        var workers = MaxWorkers ?? Environment.ProcessorCount;
        var tolerance = Tolerance * ClusterRules.MeanVariance(x, nameof(KMeans));
        var rows = RowLanes.Of(x);
        var filledUp = RowWeights.FillUp(weights, rows.Groups);
        var lloyd = new LloydRun(rows, filledUp, Clusters, workers);
        var count = InitialCentres is null ? Starts : 1;
        LloydStart[] room = [.. Enumerable.Range(0, Math.Min(count, StartsAtOnce)).Select(_ => lloyd.NewStart())];
        var first = InitialCentres is null ? new FirstCentres(rows, filledUp, workers) : null;
        var rng = new Rng((ulong)Seed);
        KMeansModel? best = null;
        for (var from = 0; from < count; from += StartsAtOnce)
        {
            var starts = room[..Math.Min(room.Length, count - from)];
            InitialCentres?.Values.CopyTo(starts[0].Centres);
            first?.Draw(Seeding, [.. starts.Select((start, i) => (rng.Fork((ulong)(from + i)), start.Centres))], cancellationToken);
            foreach (var start in starts)
            {
                start.Reset();
            }

            lloyd.Run(starts, MaxIterations, tolerance, cancellationToken);
            foreach (var start in starts)
            {
                if (best is null || start.Inertia < best.Inertia)
                {
                    best = new KMeansModel([.. start.Centres], x.Columns, start.Inertia, start.Iterations, start.Labels.ToArray());
                }
            }
        }

        return best!;
    }
}
