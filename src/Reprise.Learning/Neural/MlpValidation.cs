using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Neural;

/// <summary>Rows held out of training, on which early stopping looks: accuracy of classes, R² of values.</summary>
internal sealed class MlpValidation
{
    private readonly Matrix _x;
    private readonly double[] _targets;

    public MlpValidation(MatrixView x, double[] targets, int[] rows)
    {
        _x = x.TakeRows(rows);
        _targets = Array.ConvertAll(rows, row => targets[row]);
    }

    /// <summary>Deals rows to training and validation; of classes each gives its share, rounded.</summary>
    public static (int[] Train, int[] Held) Split(double[] targets, bool classes, double fraction, Rng random, string owner)
    {
        var order = Enumerable.Range(0, targets.Length).ToArray();
        random.Shuffle<int>(order);
        var groups = classes ? order.GroupBy(row => targets[row]).OrderBy(group => group.Key).Select(group => group.ToArray()) : [order];
        var (train, held) = (new List<int>(), new List<int>());
        foreach (var group in groups)
        {
            var count = (int)Math.Floor((fraction * group.Length) + 0.5);
            held.AddRange(group[..count]);
            train.AddRange(group[count..]);
        }

        return held.Count > 0 && train.Count > 0
            ? ([.. train.Order()], [.. held.Order()])
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`ValidationFraction` of `{owner}` must leave rows on both sides. Got {fraction} of {targets.Length} rows: {held.Count} held out, {train.Count} to learn from."),
                nameof(fraction));
    }

    /// <summary>How well a network does on the held-out rows; 1 is best.</summary>
    public double Score(NeuralNetwork network, int? workers, CancellationToken cancellationToken)
    {
        var outputs = network.Shape.Sizes[^1];
        var sums = new double[_targets.Length * outputs];
        network.Sums(_x, sums, workers, cancellationToken);
        if (network.Shape.Output == NeuralOutput.Identity)
        {
            return Determination(sums);
        }

        var right = 0;
        for (var row = 0; row < _targets.Length; row++)
        {
            var own = sums.AsSpan(row * outputs, outputs);
            var best = outputs == 1 && own[0] > 0 ? 1 : 0;
            for (var i = 1; i < outputs; i++)
            {
                best = own[i] > own[best] ? i : best;
            }

            right += best == (int)_targets[row] ? 1 : 0;
        }

        return (double)right / _targets.Length;
    }

    private double Determination(double[] predicted)
    {
        var mean = 0.0;
        foreach (var target in _targets)
        {
            mean += target;
        }

        mean /= _targets.Length;
        var (errors, total) = (0.0, 0.0);
        for (var row = 0; row < _targets.Length; row++)
        {
            errors += (_targets[row] - predicted[row]) * (_targets[row] - predicted[row]);
            total += (_targets[row] - mean) * (_targets[row] - mean);
        }

        return total > 0 ? 1 - (errors / total) : errors > 0 ? 0 : 1;
    }
}
