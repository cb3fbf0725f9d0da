using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Bayes;

/// <summary>Naive Bayes with a normal density per class and column, columns taken as independent within a class.</summary>
/// <remarks>Parameters and defaults mean what scikit-learn's <c>GaussianNB</c>'s do. O(rows · columns). Immutable; safe to share between threads.</remarks>
public sealed record GaussianNaiveBayes : IClassifier<GaussianNaiveBayesModel>, IWeightedClassifier
{
    /// <summary>The part of the largest column variance that is added to every variance, in [0, ∞). Default 1e-9.</summary>
    public double VarianceSmoothing { get; init; } = 1e-9;

    /// <summary>How probable classes are beforehand. Default as often as they occur.</summary>
    public ClassPriors Priors { get; init; } = ClassPriors.Empirical;

    /// <summary>What a row of each class counts, beside its own weight. Default 1.</summary>
    public ClassWeights ClassWeights { get; init; } = ClassWeights.None;

    /// <inheritdoc/>
    public GaussianNaiveBayesModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, [], cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit"/>
    public GaussianNaiveBayesModel Fit(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, weights, FitUnseen, cancellationToken);

    private GaussianNaiveBayesModel FitUnseen(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        Require.InRange(VarianceSmoothing, 0, double.PositiveInfinity, nameof(GaussianNaiveBayes));
        Require.NotEmpty(x, nameof(GaussianNaiveBayes), 2);
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, nameof(GaussianNaiveBayes));
        Require.Finite(x);
        Require.Weights(weights, x.Rows);
        cancellationToken.ThrowIfCancellationRequested();

        var perRow = ClassWeights.Rows(y, classes, weights, nameof(GaussianNaiveBayes));
        var moments = WeightedMoments.Of(x, y, classes, perRow);
        var all = WeightedMoments.Of(x, new int[x.Rows], 1, perRow);
        var smoothing = VarianceSmoothing * Largest(all.Variances.Values);
        for (var i = 0; i < moments.Variances.Values.Length; i++)
        {
            moments.Variances.Values[i] += smoothing;
            ColumnStatistics.RequireFinite(moments.Means.Values[i], moments.Variances.Values[i], i % x.Columns, nameof(GaussianNaiveBayes));
        }

        return new GaussianNaiveBayesModel(moments.Means, moments.Variances, Priors.For(moments.Totals, nameof(GaussianNaiveBayes)));
    }

    IClassifierModel IWeightedClassifier.Fit(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, classes, weights, cancellationToken);

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }
}
