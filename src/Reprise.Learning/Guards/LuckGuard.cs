using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Learning.Metrics;
using Reprise.Learning.Observation;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;

namespace Reprise.Learning.Guards;

/// <summary>Asks how much of a score is luck: how far it moves with the seed of the folds, and whether the best of several models is better than the next.</summary>
/// <remarks>Immutable; safe to share between threads.</remarks>
public sealed record LuckGuard
{
    /// <summary>How often the folds are drawn anew, at least 2. Default 5.</summary>
    public int Seeds { get; init; } = 5;

    /// <summary>Folds per seed, at least 2. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>From which deviation between seeds on there is a warning, above 0, in units of the metric. Default 0.01.</summary>
    public double SpreadLimit { get; init; } = 0.01;

    /// <summary>Rates an estimator on folds drawn anew with each seed, and reports how far the mean moves.</summary>
    /// <typeparam name="TEstimator">A classifier or a pipeline.</typeparam>
    /// <typeparam name="TModel">What fitting gives.</typeparam>
    /// <param name="estimator">What is rated.</param>
    /// <param name="data">Rows with classes; the first metric counts.</param>
    /// <param name="cancellationToken">Looked at before and within each fit.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the estimator cannot be fitted or rated.</exception>
    public Verdict Check<TEstimator, TModel>(TEstimator estimator, ISelectionData<TEstimator, TModel> data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.InRange(Seeds, 2, int.MaxValue, nameof(LuckGuard));
        Require.InRange(Folds, 2, int.MaxValue, nameof(LuckGuard));
        Require.InRange(SpreadLimit, double.Epsilon, double.PositiveInfinity, nameof(LuckGuard));

        using var unseen = FitObservation.Suppress();
        var means = new double[Seeds];
        for (var seed = 0; seed < means.Length; seed++)
        {
            var folds = new AutoKFold { Folds = Folds, ShuffleSeed = (uint)seed }.Split(data.Rows);
            foreach (var fold in folds)
            {
                cancellationToken.ThrowIfCancellationRequested();
                means[seed] += data.Rate(estimator, fold.TrainMemory, [fold.TestMemory], null, cancellationToken).Values[0][0] / folds.Count;
            }
        }

        var name = data.Metrics[0].Name;
        var summary = MetricSummary.Of(name, means);
        var message = string.Create(
            CultureInfo.InvariantCulture, $"{name} is {summary.Mean:F4} on average over {Seeds} draws of the folds, from {means.Min():F4} to {means.Max():F4}, deviation {summary.Sd:F4}.");
        var finding = summary.Sd > SpreadLimit
            ? new Finding(Severity.Warning, "seed-spread", name, summary.Sd, message, "Report the mean over several draws, and take no smaller difference for an improvement.")
            : new Finding(Severity.Note, "seed-spread", name, summary.Sd, message, "Differences within this spread are luck.");
        return Verdict.Of([finding], "seed-spread");
    }

    /// <summary>Whether the best candidate of a search beats the next by more than chance (the corrected resampled t of Nadeau and Bengio 2003, over folds, repeated ones and uneven ones of groups included).</summary>
    /// <typeparam name="TEstimator">What was searched over.</typeparam>
    /// <typeparam name="TModel">What fitting gives.</typeparam>
    /// <param name="result">A search with at least two candidates rated on the same folds.</param>
    /// <param name="data">What it ran on.</param>
    public static Verdict CheckBest<TEstimator, TModel>(SearchResult<TEstimator, TModel> result, ISelectionData<TEstimator, TModel> data)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(data);
        var index = SearchRules.IndexOf(data.Metrics, result.RankedBy);
        var metric = data.Metrics[index];
        var best = result.Best;
        var next = result.Candidates
            .Where(candidate => candidate != best && candidate.Error is null && candidate.Round == best.Round && candidate.Folds.Count == best.Folds.Count)
            .MaxBy(candidate => SearchRules.Goodness(candidate.Summaries[index].Mean, metric));
        if (next is null || best.Folds.Count < 2)
        {
            return Verdict.Of([], "best-of-many");
        }

        double[] differences = [.. best.Folds.Zip(next.Folds, (a, b) => (a[index] - b[index]) * (metric.LowerIsBetter ? -1 : 1))];
        var t = CorrectedT(differences, best.TestShare);
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"candidate {best.Index} beats candidate {next.Index} by {differences.Average():F4} in {metric.Name} over {differences.Length} folds (corrected t = {t:F2}).");
        return Verdict.Of(
            t < 2
                ? [new Finding(Severity.Warning, "best-of-many", metric.Name, t, message + " That is within the noise.", "Take the simpler or faster of the two, or rate both on more folds.")]
                : [],
            "best-of-many");
    }

    /// <summary>Mean ÷ its standard error, where the error allows for folds sharing training rows; +∞ where all differences are one above 0.</summary>
    /// <param name="differences">One per fold, of all repeats.</param>
    /// <param name="testShare">Test rows beside training rows of a fold.</param>
    internal static double CorrectedT(double[] differences, double testShare)
    {
        var mean = differences.Average();
        var squares = 0.0;
        foreach (var difference in differences)
        {
            squares += (difference - mean) * (difference - mean);
        }

        var variance = squares / (differences.Length - 1);
        var error = Math.Sqrt(variance * ((1.0 / differences.Length) + testShare));
        return error > 0 ? mean / error : mean > 0 ? double.PositiveInfinity : 0;
    }
}
