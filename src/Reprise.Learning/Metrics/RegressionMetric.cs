using Reprise.Core.Numerics;

namespace Reprise.Learning.Metrics;

/// <summary>A number that rates predicted values, under the name it is tracked by; the names are scikit-learn's.</summary>
public sealed record RegressionMetric(string Name, Func<RegressionOutcome, double> Compute)
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Whether a lower value is better, as of an error. Default false.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>The part of the variance that is explained: 1 at best, 0 for always predicting the mean, negative below that. For a constant truth 1 when all is right, else 0.</summary>
    public static RegressionMetric R2 { get; } = new("r2", RSquared);

    /// <summary>The mean squared error.</summary>
    public static RegressionMetric MeanSquaredError { get; } = new("mean_squared_error", Squared) { LowerIsBetter = true };

    /// <summary>The root of the mean squared error, in the unit of the target.</summary>
    public static RegressionMetric RootMeanSquaredError { get; } = new("root_mean_squared_error", outcome => Math.Sqrt(Squared(outcome))) { LowerIsBetter = true };

    /// <summary>The mean absolute error, in the unit of the target.</summary>
    public static RegressionMetric MeanAbsoluteError { get; } =
        new("mean_absolute_error", outcome => outcome.Mean((truth, predicted) => Math.Abs(truth - predicted))) { LowerIsBetter = true };

    /// <summary>The median absolute error, in the unit of the target; with row weights the least error at which half of the weight is reached, as in scikit-learn.</summary>
    public static RegressionMetric MedianAbsoluteError { get; } = new("median_absolute_error", Median) { LowerIsBetter = true };

    /// <summary>The largest absolute error of a row whose weight is not 0.</summary>
    public static RegressionMetric MaxError { get; } = new("max_error", outcome => Errors(outcome).Errors[^1]) { LowerIsBetter = true };

    /// <summary>As R², but blind to an error that is the same for all rows.</summary>
    public static RegressionMetric ExplainedVariance { get; } = new("explained_variance", Explained);

    /// <summary>The mean of |error| ÷ |truth|, where |truth| counts at least 2.2e-16.</summary>
    public static RegressionMetric MeanAbsolutePercentageError { get; } =
        new("mean_absolute_percentage_error", outcome => outcome.Mean((truth, predicted) => Math.Abs(truth - predicted) / Math.Max(Math.Abs(truth), Epsilon)))
        {
            LowerIsBetter = true,
        };

    /// <summary>R², root mean squared error and mean absolute error.</summary>
    public static IReadOnlyList<RegressionMetric> Standard { get; } = [R2, RootMeanSquaredError, MeanAbsoluteError];

    /// <summary>Every metric, by name.</summary>
    public static IReadOnlyList<RegressionMetric> All { get; } =
        [R2, MeanSquaredError, RootMeanSquaredError, MeanAbsoluteError, MedianAbsoluteError, MaxError, ExplainedVariance, MeanAbsolutePercentageError];

    /// <summary>The metric of <see cref="All"/> with this name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names there are.</exception>
    public static RegressionMetric Named(string name) =>
        All.FirstOrDefault(metric => metric.Name == name)
        ?? throw new ArgumentException($"There is no metric '{name}', only {string.Join(", ", All.Select(metric => metric.Name))}.", nameof(name));

    private static double Squared(RegressionOutcome outcome) => outcome.Mean((truth, predicted) => (truth - predicted) * (truth - predicted));

    private static double RSquared(RegressionOutcome outcome)
    {
        var mean = outcome.Mean((truth, _) => truth);
        return Ratio(Squared(outcome), outcome.Mean((truth, _) => (truth - mean) * (truth - mean)));
    }

    private static double Explained(RegressionOutcome outcome)
    {
        var mean = outcome.Mean((truth, _) => truth);
        var bias = outcome.Mean((truth, predicted) => truth - predicted);
        return Ratio(
            outcome.Mean((truth, predicted) => (truth - predicted - bias) * (truth - predicted - bias)),
            outcome.Mean((truth, _) => (truth - mean) * (truth - mean)));
    }

    private static double Ratio(double left, double all) => all > 0 ? 1 - (left / all) : left == 0 ? 1 : 0;

    private static double Median(RegressionOutcome outcome)
    {
        var (errors, weights) = Errors(outcome);
        if (weights.Length == 0)
        {
            return (errors[(errors.Length - 1) / 2] + errors[errors.Length / 2]) / 2;
        }

        var half = Vectors.Sum(weights) / 2;
        var (at, reached) = (0, weights[0]);
        while (reached < half && at < errors.Length - 1)
        {
            reached += weights[++at];
        }

        return errors[at];
    }

    /// <summary>Ascending absolute errors of the rows that count, and their weights unless all count 1.</summary>
    private static (double[] Errors, double[] Weights) Errors(RegressionOutcome outcome)
    {
        var (errors, weights) = (new List<double>(outcome.Truth.Length), new List<double>());
        for (var row = 0; row < outcome.Truth.Length; row++)
        {
            var weight = outcome.Weights.IsEmpty ? 1 : outcome.Weights[row];
            if (weight > 0)
            {
                errors.Add(Math.Abs(outcome.Truth[row] - outcome.Predicted[row]));
                weights.Add(weight);
            }
        }

        var (sorted, beside) = (errors.ToArray(), outcome.Weights.IsEmpty ? [] : weights.ToArray());
        if (beside.Length == 0)
        {
            Array.Sort(sorted);
        }
        else
        {
            Array.Sort(sorted, beside);
        }

        return (sorted, beside);
    }
}
