using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Observation;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Calibration;

/// <summary>Chooses the probability from which on a class is predicted, for a metric, on out-of-fold probabilities.</summary>
/// <remarks>
/// A label is always the arg max of the probabilities. So the fitted model scales the odds of each class, which keeps their order and puts the chosen
/// threshold at one half: p′ = p·(1 − t) / (p·(1 − t) + (1 − p)·t) for two classes. Scaled probabilities are for deciding;
/// those of <see cref="TunedThresholdClassifierModel.Classifier"/> are the raw ones. With more than two classes the odds of each class but the first are
/// chosen in turn, in two passes (threshold moving, Zhou and Liu 2006). O(folds) fits. Immutable; safe to share between threads.
/// </remarks>
public sealed record TunedThresholdClassifier : IClassifier<TunedThresholdClassifierModel>, IGroupedClassifier
{
    private const int Passes = 2;
    private const double Edge = 1e-9;

    /// <summary>Whose threshold is chosen. Default a random forest.</summary>
    public IClassifier Classifier { get; init; } = new RandomForestClassifier();

    /// <summary>What the threshold is best for, on labels. Default balanced accuracy.</summary>
    public ClassificationMetric Metric { get; init; } = ClassificationMetric.BalancedAccuracy;

    /// <summary>The folds; they test each row exactly once. Default five, stratified, with groups together where groups are given, shuffled with seed 0.</summary>
    public ISplitter Splitter { get; init; } = new AutoKFold { ShuffleSeed = 0 };

    /// <summary>How many thresholds are tried, evenly from the lowest to the highest probability, at least 2; one half is tried too. Default 100.</summary>
    public int Thresholds { get; init; } = 100;

    /// <inheritdoc/>
    public TunedThresholdClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) => Fit(x, y, classes, [], [], cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit"/>
    public TunedThresholdClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, weights, [], cancellationToken);

    /// <inheritdoc cref="IGroupedClassifier.Fit"/>
    public TunedThresholdClassifierModel Fit(
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

    private TunedThresholdClassifierModel FitUnseen(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken)
    {
        Require.InRange(Thresholds, 2, int.MaxValue, nameof(TunedThresholdClassifier));
        Members.Check(Classifier, nameof(TunedThresholdClassifier), nameof(Classifier));
        Members.Check(Metric, nameof(TunedThresholdClassifier), nameof(Metric));
        Members.Check(Splitter, nameof(TunedThresholdClassifier), nameof(Splitter));
        Require.NotEmpty(x, nameof(TunedThresholdClassifier));
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, nameof(TunedThresholdClassifier));
        Require.Weights(weights, x.Rows);
        Members.CheckGroups(groups, x.Rows);
        if (Members.Weighted(weights) is { } present)
        {
            return FitUnseen(
                x.TakeRows(present), Members.Take(y, present), classes, Members.Take(weights, present), Members.Take(groups, present), cancellationToken);
        }
        cancellationToken.ThrowIfCancellationRequested();

        var input = SplitInput.OfClasses(y);
        var folds = OutOfFold.Folds(Splitter, groups.IsEmpty ? input : input.WithGroups(groups), nameof(TunedThresholdClassifier));
        var probabilities = OutOfFold.Probabilities(Classifier, x, y, classes, weights, groups, folds, nameof(TunedThresholdClassifier), cancellationToken);
        var thresholds = Choose(probabilities, y, weights, cancellationToken);
        return new TunedThresholdClassifierModel(
            Members.Fit(Classifier, x, y, classes, weights, groups, nameof(TunedThresholdClassifier), cancellationToken), thresholds);
    }

    private double[] Choose(Matrix probabilities, ReadOnlySpan<int> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        string[] names = [.. Enumerable.Range(0, probabilities.Columns).Select(index => index.ToString(CultureInfo.InvariantCulture))];
        var thresholds = new double[probabilities.Columns];
        thresholds.AsSpan().Fill(0.5);
        var best = Rate(probabilities, y, weights, names, thresholds);
        for (var pass = 0; pass < (names.Length == 2 ? 1 : Passes); pass++)
        {
            for (var i = 1; i < names.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (low, high) = Range(probabilities, i);
                for (var at = 0; at < Thresholds; at++)
                {
                    var before = thresholds[i];
                    thresholds[i] = Math.Clamp(low + ((high - low) * at / (Thresholds - 1)), Edge, 1 - Edge);
                    var rate = Rate(probabilities, y, weights, names, thresholds);
                    if (rate > best)
                    {
                        best = rate;
                    }
                    else
                    {
                        thresholds[i] = before;
                    }
                }
            }
        }

        return thresholds;
    }

    private double Rate(Matrix probabilities, ReadOnlySpan<int> y, ReadOnlySpan<double> weights, string[] names, double[] thresholds)
    {
        var scaled = new Matrix(probabilities.Rows, probabilities.Columns);
        probabilities.Values.CopyTo(scaled.Values);
        TunedThresholdClassifierModel.Scale(scaled.Values, thresholds);
        var value = Metric.Compute(new ClassificationOutcome(y, scaled, names, weights));
        return Metric.LowerIsBetter ? -value : value;
    }

    private static (double Low, double High) Range(Matrix probabilities, int column)
    {
        var (low, high) = (1.0, 0.0);
        for (var row = 0; row < probabilities.Rows; row++)
        {
            (low, high) = (Math.Min(low, probabilities[row, column]), Math.Max(high, probabilities[row, column]));
        }

        return (low, high);
    }
}
