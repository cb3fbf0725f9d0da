using Reprise.Core.Matrices;

namespace Reprise.Learning.Estimators;

/// <summary>An <see cref="IClassifier"/> that can count some rows more than others.</summary>
public interface IWeightedClassifier : IClassifier
{
    /// <inheritdoc cref="IClassifier.Fit"/>
    /// <param name="weights">A finite weight, at least 0, per row, not all 0; empty for 1 each. A row of weight 0 is as if it were not there.</param>
#pragma warning disable CS1573 // the rest is inherited
    IClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default);
#pragma warning restore CS1573
}
