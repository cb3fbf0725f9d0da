using System.Globalization;
using Reprise.Core.Errors;

namespace Reprise.Learning.Metrics;

/// <summary>Rows with their true and predicted values: what every regression metric reads.</summary>
public sealed class RegressionOutcome
{
    private readonly double[] _truth;
    private readonly double[] _predicted;
    private readonly double[] _weights;

    /// <summary>Takes copies.</summary>
    /// <param name="truth">A finite value per row, at least one.</param>
    /// <param name="predicted">A finite value per row.</param>
    /// <param name="weights">What each row counts; empty for 1 each.</param>
    /// <exception cref="ArgumentException">There are no rows, they differ, or a value is not finite.</exception>
    public RegressionOutcome(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default)
    {
        if (truth.Length != predicted.Length || truth.Length == 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture, $"There are {truth.Length} true and {predicted.Length} predicted values; both must be the same rows, at least 1."),
                nameof(predicted));
        }

        Require.FiniteTargets(truth);
        Require.FiniteTargets(predicted);
        Require.Weights(weights, truth.Length);
        (_truth, _predicted, _weights) = (truth.ToArray(), predicted.ToArray(), weights.ToArray());
    }

    /// <summary>The true value per row.</summary>
    public ReadOnlySpan<double> Truth => _truth;

    /// <summary>The predicted value per row.</summary>
    public ReadOnlySpan<double> Predicted => _predicted;

    /// <summary>What each row counts; empty when all count 1.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The outcome of some rows (0-based, repeats allowed).</summary>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public RegressionOutcome TakeRows(ReadOnlySpan<int> rows)
    {
        var (truth, predicted, weights) = (new double[rows.Length], new double[rows.Length], new double[_weights.Length == 0 ? 0 : rows.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            truth[i] = _truth[rows[i]];
            predicted[i] = _predicted[rows[i]];
            if (weights.Length > 0)
            {
                weights[i] = _weights[rows[i]];
            }
        }

        return new RegressionOutcome(truth, predicted, weights);
    }

    /// <summary>The weighted mean over rows of a function of truth and prediction.</summary>
    internal double Mean(Func<double, double, double> value)
    {
        var (sum, total) = (0.0, 0.0);
        for (var row = 0; row < _truth.Length; row++)
        {
            var weight = _weights.Length == 0 ? 1 : _weights[row];
            sum += weight * value(_truth[row], _predicted[row]);
            total += weight;
        }

        return sum / total;
    }
}
