using Reprise.Core.Matrices;

namespace Reprise.Learning.Estimators;

/// <summary>An <see cref="IRegressor"/> that splits rows within its own fit, or passes rows on to one that does, and can keep groups of rows together there.</summary>
public interface IGroupedRegressor : IWeightedRegressor
{
    /// <inheritdoc cref="IRegressor.Fit"/>
    /// <param name="weights">A finite weight, at least 0, per row, not all 0; empty for 1 each. A row of weight 0 is as if it were not there.</param>
    /// <param name="groups">A group per row, see <see cref="Selection.DuplicateGroups"/>: rows of one group never part. Empty for none.</param>
#pragma warning disable CS1573 // the rest is inherited
    IRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken = default);
#pragma warning restore CS1573
}
