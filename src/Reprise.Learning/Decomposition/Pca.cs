using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Linear;

namespace Reprise.Learning.Decomposition;

/// <summary>Principal components: the orthogonal directions of most variance (Pearson 1901).</summary>
/// <remarks>
/// Defaults mean what scikit-learn's do. A component's sign is such that its largest coefficient is positive, as in scikit-learn since 1.5.
/// O(rows · columns²) time, with <see cref="PcaSolver.Randomized"/> O(rows · columns · components). Immutable; safe to share between threads.
/// </remarks>
public sealed record Pca : ITransformer<PcaModel>
{
    /// <summary>Components kept, in [1, min(rows, columns)]; null for all of them, or for what <see cref="VarianceShare"/> says. Default null.</summary>
    public int? Components { get; init; }

    /// <summary>Keeps the fewest components whose variances exceed this share of the total, in [0, 1]; null to keep <see cref="Components"/>. Default null.</summary>
    public double? VarianceShare { get; init; }

    /// <summary>Whether each component is divided by its deviation. Default false.</summary>
    public bool Whiten { get; init; }

    /// <summary>How components are found. Default <see cref="PcaSolver.Auto"/>.</summary>
    public PcaSolver Solver { get; init; } = PcaSolver.Auto;

    /// <summary>Subspace iterations of <see cref="PcaSolver.Randomized"/>, at least 0; null for 7 when under a tenth of the components is asked for, else 4. Default null.</summary>
    public int? PowerIterations { get; init; }

    /// <summary>Directions beyond those asked for that <see cref="PcaSolver.Randomized"/> carries along, at least 0. Default 10.</summary>
    public int Oversamples { get; init; } = 10;

    /// <summary>Seed of <see cref="PcaSolver.Randomized"/>, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Most threads used, at least 1; null for one per processor. Does not change the model. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    public PcaModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.InRange(Components ?? 1, 1, int.MaxValue, nameof(Pca), nameof(Components));
        Require.InRange(VarianceShare ?? 0, 0, 1, nameof(Pca), nameof(VarianceShare));
        Require.InRange(PowerIterations ?? 0, 0, int.MaxValue, nameof(Pca), nameof(PowerIterations));
        Require.InRange(Oversamples, 0, int.MaxValue, nameof(Pca));
        Require.InRange(Seed, 0, int.MaxValue, nameof(Pca));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, nameof(Pca), nameof(MaxWorkers));
        Require.NotEmpty(x, nameof(Pca), 2);
        var most = Math.Min(x.Rows, x.Columns);
        Require.InRange(Components ?? 1, 1, most, nameof(Pca), nameof(Components));
        if (VarianceShare is not null && (Components is not null || Solver == PcaSolver.Randomized))
        {
            throw new ArgumentException(
                $"`{nameof(VarianceShare)}` of `{nameof(Pca)}` needs all variances and chooses the number: leave `{nameof(Components)}` null and `{nameof(Solver)}` not {nameof(PcaSolver.Randomized)}.",
                nameof(x));
        }

        Require.Finite(x);
        cancellationToken.ThrowIfCancellationRequested();

        var workers = MaxWorkers ?? Environment.ProcessorCount;
        var moments = ColumnMoments.Of(x, [], centred: true, workers, nameof(Pca), cancellationToken);
        var total = 0.0;
        foreach (var variance in moments.Variances)
        {
            total += variance * (x.Rows / (x.Rows - 1.0));
        }

        var count = Components ?? most;
        var spectrum = Choose(x, count, most) switch
        {
            PcaSolver.Full => PcaSolvers.Full(x, moments.Means, workers, cancellationToken),
            PcaSolver.Covariance => PcaSolvers.Covariance(x, moments.Means, workers, cancellationToken),
            PcaSolver.Randomized => PcaSolvers.Randomized(x, moments.Means, this, count, workers, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(x), Solver, $"`{nameof(Solver)}` of `{nameof(Pca)}` is not a solver."),
        };
        if (VarianceShare is { } share)
        {
            count = 1;
            for (var sum = spectrum.Variances[0]; sum <= share * total && count < most; count++)
            {
                sum += spectrum.Variances[count];
            }
        }

        return PcaModel.Of(spectrum, moments.Means, count, most, total, x.Rows, Whiten);
    }

    private PcaSolver Choose(MatrixView x, int count, int most) =>
        Solver != PcaSolver.Auto ? Solver
        : x.Columns <= 1000 && x.Rows >= 10 * x.Columns ? PcaSolver.Covariance
        : most <= 500 ? PcaSolver.Full
        : VarianceShare is null && count < 0.8 * most ? PcaSolver.Randomized
        : PcaSolver.Covariance;
}
