namespace Reprise.Learning.Trees;

/// <summary>Finds the cut with the greatest fall in squared error around each side's mean: the greatest L²/l + R²/r over sums and weights left and right.</summary>
/// <remarks>Targets come less their overall mean, so that a great mean does not drown their differences. Sums are made in the order of values.</remarks>
internal sealed class SquaredErrors(RankedColumns data, double[] targets, double[] centred, double[] weights) : SortedSplitFinder(data)
{
    private readonly double[] _products = new double[data.Rows];
    private readonly double[] _weights = new double[data.Rows];
    private double _sum, _left, _leftWeight, _mean;

    /// <inheritdoc/>
    public override int Outputs => 1;

    /// <inheritdoc/>
    public override void Enter(ReadOnlySpan<int> samples, ReadOnlySpan<int> draws)
    {
        (Weight, _sum, Pure) = (0, 0, true);
        for (var i = 0; i < samples.Length; i++)
        {
            var sample = samples[i];
            var weight = weights.Length == 0 ? draws[sample] : weights[sample] * draws[sample];
            (_weights[i], _products[i]) = (weight, weight * centred[sample]);
            Weight += weight;
            _sum += _products[i];
            Pure &= targets[sample] == targets[samples[0]];
        }

        Score = _sum * _sum / Weight;
        _mean = Pure ? targets[samples[0]] : targets[samples[0]] + ((_sum / Weight) - centred[samples[0]]);
    }

    /// <inheritdoc/>
    public override void WriteLeaf(Span<double> values) => values[0] = _mean;

    /// <inheritdoc/>
    protected override void Begin() => (_left, _leftWeight) = (0, 0);

    /// <inheritdoc/>
    protected override void Move(int position)
    {
        _left += _products[position];
        _leftWeight += _weights[position];
    }

    /// <inheritdoc/>
    protected override double ScoreOfCut()
    {
        var (right, rightWeight) = (_sum - _left, Weight - _leftWeight);
        return _leftWeight > 0 && rightWeight > 0 ? (_left * _left / _leftWeight) + (right * right / rightWeight) : double.NegativeInfinity;
    }
}
