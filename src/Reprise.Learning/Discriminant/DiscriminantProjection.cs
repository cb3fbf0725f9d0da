using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Bayes;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Discriminant;

/// <summary>Projects rows on the directions that tell classes apart best, at most classes − 1: scikit-learn's <c>LinearDiscriminantAnalysis.transform</c>.</summary>
/// <remarks>Directions are scaled to unit variance within classes; the largest part of each is positive. O(rows · columns² + columns³). Immutable; safe to share between threads.</remarks>
public sealed record DiscriminantProjection : ISupervisedTransformer
{
    /// <summary>Most directions kept, at least 1; null for all there are. Default null.</summary>
    public int? Components { get; init; }

    /// <summary>How probable classes are beforehand. Default as often as they occur.</summary>
    public ClassPriors Priors { get; init; } = ClassPriors.Empirical;

    /// <summary>Deviation, relative to the columns', below which a direction is dropped, in [0, ∞). Default 1e-4.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <inheritdoc cref="ISupervisedTransformer.Fit(MatrixView, ReadOnlySpan{int}, int, CancellationToken)"/>
    public DiscriminantProjectionModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default)
    {
        Require.InRange(Components ?? 1, 1, int.MaxValue, nameof(DiscriminantProjection), nameof(Components));
        Require.InRange(Tolerance, 0, double.PositiveInfinity, nameof(DiscriminantProjection));
        var groups = CentredClasses.Of(x, y, classes, nameof(DiscriminantProjection));
        groups.RequireSpread(nameof(DiscriminantProjection));
        cancellationToken.ThrowIfCancellationRequested();

        var directions = DiscriminantDirections.Of(groups, Priors.For(groups.Sizes(), nameof(DiscriminantProjection)), Tolerance, cancellationToken);
        var kept = Math.Min(Components ?? int.MaxValue, directions.Scalings.Rows);
        if (kept == 0)
        {
            throw new ArgumentException($"`{nameof(DiscriminantProjection)}` finds no direction in which the classes differ; nothing would be left.");
        }

        var scalings = directions.Scalings.View.TakeRows([.. Enumerable.Range(0, kept)]);
        return new DiscriminantProjectionModel(directions.Centre, scalings, directions.Ratios[..kept]);
    }

    ITransformerModel ISupervisedTransformer.Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken) =>
        Fit(x, y, classes, cancellationToken);

    ITransformerModel ISupervisedTransformer.Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken) =>
        throw new ArgumentException($"`{nameof(DiscriminantProjection)}` needs classes, not values, as the target.", nameof(y));
}
