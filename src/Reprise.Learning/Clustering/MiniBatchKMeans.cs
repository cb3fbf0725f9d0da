using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Distances;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Clustering;

/// <summary>K-Means from small random batches (Sculley 2010): each row moves its centre a little, by one over the rows the centre has seen.</summary>
/// <remarks>
/// Parameters and defaults mean what scikit-learn's do. Worse than <see cref="KMeans"/> by a few per cent of inertia, and done after a few thousand rows.
/// O(steps · batch · clusters · columns), then one pass over all rows for labels. Immutable; safe to share between threads.
/// </remarks>
public sealed record MiniBatchKMeans : IClusterer<KMeansModel>
{
    /// <summary>Number of clusters, at least 1. Default 8.</summary>
    public int Clusters { get; init; } = 8;

    /// <summary>How the first centres are chosen among the rows drawn for that, when <see cref="InitialCentres"/> gives none. Default k-means++.</summary>
    public Seeding Seeding { get; init; } = Seeding.PlusPlus;

    /// <summary>First centres, <see cref="Clusters"/> × columns; null to choose them by <see cref="Seeding"/>. Default null.</summary>
    public Matrix? InitialCentres { get; init; }

    /// <summary>First centres tried, of which those with the least inertia on a sample are kept, at least 1. Default 3.</summary>
    public int Starts { get; init; } = 3;

    /// <summary>Rows drawn to choose first centres from, at least 1; null for three batches. Never fewer than clusters, nor more than rows. Default null.</summary>
    public int? InitialRows { get; init; }

    /// <summary>Rows drawn, with replacement, for each step, at least 1. Default 1024.</summary>
    public int BatchSize { get; init; } = 1024;

    /// <summary>Most times as many rows are drawn as there are, at least 1. Default 100.</summary>
    public int MaxIterations { get; init; } = 100;

    /// <summary>Ends when the squared ways of the centres in a step sum to at most this many times the mean variance of the columns, in [0, ∞); 0 for never. Default 0.</summary>
    public double Tolerance { get; init; }

    /// <summary>Ends after so many steps without a lower smoothed inertia, at least 1; null for never. Default 10.</summary>
    public int? MaxNoImprovement { get; init; } = 10;

    /// <summary>Centres that saw fewer rows than this part of what the busiest saw start again from a random row, in [0, ∞). Default 0.01.</summary>
    public double ReassignmentRatio { get; init; } = 0.01;

    /// <summary>Seed of all draws, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <inheritdoc/>
    /// <returns>The model; its iterations are steps.</returns>
    public KMeansModel Fit(MatrixView x, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, [], (rows, _, token) => FitUnseen(rows, token), cancellationToken);

    private KMeansModel FitUnseen(MatrixView x, CancellationToken cancellationToken)
    {
        Require.InRange(Clusters, 1, int.MaxValue, nameof(MiniBatchKMeans));
        Require.InRange(Starts, 1, int.MaxValue, nameof(MiniBatchKMeans));
        Require.InRange(InitialRows ?? 1, 1, int.MaxValue, nameof(MiniBatchKMeans), nameof(InitialRows));
        Require.InRange(BatchSize, 1, int.MaxValue, nameof(MiniBatchKMeans));
        Require.InRange(MaxIterations, 1, int.MaxValue, nameof(MiniBatchKMeans));
        Require.InRange(Tolerance, 0, double.PositiveInfinity, nameof(MiniBatchKMeans));
        Require.InRange(MaxNoImprovement ?? 1, 1, int.MaxValue, nameof(MiniBatchKMeans), nameof(MaxNoImprovement));
        Require.InRange(ReassignmentRatio, 0, double.PositiveInfinity, nameof(MiniBatchKMeans));
        Require.InRange(Seed, 0, int.MaxValue, nameof(MiniBatchKMeans));
        Require.InRange((int)Seeding, 0, (int)Seeding.Random, nameof(MiniBatchKMeans), nameof(Seeding));
        Require.NotEmpty(x, nameof(MiniBatchKMeans), Clusters);
        Require.Finite(x);
        ClusterRules.RequireCentres(InitialCentres, Clusters, x.Columns, nameof(MiniBatchKMeans));

        var tolerance = Tolerance * ClusterRules.MeanVariance(x, nameof(MiniBatchKMeans));
        var rng = new Rng((ulong)Seed);
        var run = new MiniBatchRun(x, FirstCentres(x, rng, cancellationToken), ReassignmentRatio, rng.Fork(0));
        var steps = run.Run(Math.Min(BatchSize, x.Rows), MaxIterations, tolerance, MaxNoImprovement, cancellationToken);

        var labels = new int[x.Rows];
        var inertia = new KMeansModel(run.Centres, x.Columns, 0, steps, []).Label(x, labels, cancellationToken);
        return new KMeansModel(run.Centres, x.Columns, inertia, steps, labels);
    }

    private double[] FirstCentres(MatrixView x, Rng rng, CancellationToken cancellationToken)
    {
        if (InitialCentres is not null)
        {
            return InitialCentres.Values.ToArray();
        }

        var size = (int)Math.Min(x.Rows, Math.Max(InitialRows ?? (3L * BatchSize), InitialRows is null ? 3L * Clusters : Clusters));
        var sample = RowLanes.Of(x, MiniBatchRun.DrawRows(x.Rows, size, rng.Fork(1)));
        double[] best = [];
        var least = double.PositiveInfinity;
        for (var start = 0; start < Starts; start++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var draws = rng.Fork((ulong)start + 2);
            var rows = RowLanes.Of(x, MiniBatchRun.DrawRows(x.Rows, size, draws));
            var centres = new double[Clusters * x.Columns];
            new FirstCentres(rows, null, 1).Draw(Seeding, [(draws, centres)], cancellationToken);
            var inertia = MiniBatchRun.InertiaOf(sample, centres);
            (best, least) = best.Length == 0 || inertia < least ? (centres, inertia) : (best, least);
        }

        return best;
    }
}
