using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Neighbours;

/// <summary>The mean of the nearest training rows' values.</summary>
/// <remarks>As <see cref="KNearestNeighboursClassifier"/>. Immutable; safe to share between threads.</remarks>
public sealed record KNearestNeighboursRegressor : IRegressor<KNearestNeighboursRegressorModel>
{
    /// <inheritdoc cref="KNearestNeighboursClassifier.Neighbours"/>
    public int Neighbours { get; init; } = 5;

    /// <inheritdoc cref="KNearestNeighboursClassifier.Weights"/>
    public NeighbourWeights Weights { get; init; } = NeighbourWeights.Uniform;

    /// <inheritdoc cref="KNearestNeighboursClassifier.P"/>
    public double P { get; init; } = 2;

    /// <inheritdoc cref="KNearestNeighboursClassifier.Search"/>
    public NeighbourSearch Search { get; init; } = NeighbourSearch.Auto;

    /// <inheritdoc/>
    public KNearestNeighboursRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, FitUnseen, cancellationToken);

    private KNearestNeighboursRegressorModel FitUnseen(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var index = NeighbourRules.Index(x, y.Length, Neighbours, P, Weights, Search, nameof(KNearestNeighboursRegressor));
        Require.FiniteTargets(y);

        return new KNearestNeighboursRegressorModel(index, y.ToArray(), Neighbours, Weights);
    }
}
