using Reprise.Core.Numerics;

namespace Reprise.Learning.Trees;

/// <summary>Finds the cut with the greatest fall in Gini impurity or entropy where rows have weights, or where entropy is asked for.</summary>
/// <remarks>Weights are added in the order of values, and of rows among equal values. O(samples · log samples + cuts · classes) per feature.</remarks>
internal sealed class WeightedClasses(RankedColumns data, int[] targets, double[] weights, int classes, Criterion criterion) : SortedSplitFinder(data)
{
    private readonly double[] _totals = new double[classes];
    private readonly double[] _left = new double[classes];
    private readonly int[] _targets = new int[data.Rows];
    private readonly double[] _weights = new double[data.Rows];
    private double _leftWeight;

    /// <inheritdoc/>
    public override int Outputs => classes;

    /// <inheritdoc/>
    public override void Enter(ReadOnlySpan<int> samples, ReadOnlySpan<int> draws)
    {
        _totals.AsSpan().Clear();
        Pure = true;
        for (var i = 0; i < samples.Length; i++)
        {
            var sample = samples[i];
            _targets[i] = targets[sample];
            _weights[i] = weights.Length == 0 ? draws[sample] : weights[sample] * draws[sample];
            _totals[_targets[i]] += _weights[i];
            Pure &= _targets[i] == _targets[0];
        }

        Weight = 0;
        foreach (var total in _totals)
        {
            Weight += total;
        }

        Score = Worth(_totals, Weight);
    }

    /// <inheritdoc/>
    public override void WriteLeaf(Span<double> values)
    {
        for (var i = 0; i < classes; i++)
        {
            values[i] = _totals[i] / Weight;
        }
    }

    /// <inheritdoc/>
    protected override void Begin()
    {
        _left.AsSpan().Clear();
        _leftWeight = 0;
    }

    /// <inheritdoc/>
    protected override void Move(int position)
    {
        _left[_targets[position]] += _weights[position];
        _leftWeight += _weights[position];
    }

    /// <inheritdoc/>
    protected override double ScoreOfCut()
    {
        var rightWeight = Weight - _leftWeight;
        if (!(_leftWeight > 0 && rightWeight > 0))
        {
            return double.NegativeInfinity;
        }

        if (criterion == Criterion.Entropy)
        {
            var (leftSum, rightSum) = (-Term(_leftWeight), -Term(rightWeight));
            for (var i = 0; i < classes; i++)
            {
                leftSum += Term(_left[i]);
                rightSum += Term(_totals[i] - _left[i]);
            }

            return leftSum + rightSum;
        }

        var (leftSquares, rightSquares) = (0.0, 0.0);
        for (var i = 0; i < classes; i++)
        {
            var (l, r) = (_left[i], _totals[i] - _left[i]);
            leftSquares += l * l;
            rightSquares += r * r;
        }

        return (leftSquares / _leftWeight) + (rightSquares / rightWeight);
    }

    /// <summary>Gini: Σₖw²ₖ/w. Entropy: Σₖ wₖ log₂ wₖ − w log₂ w. Both rise as the side gets purer.</summary>
    private double Worth(ReadOnlySpan<double> perClass, double weight)
    {
        var sum = criterion == Criterion.Entropy ? -Term(weight) : 0;
        foreach (var one in perClass)
        {
            sum += criterion == Criterion.Entropy ? Term(one) : one * one;
        }

        return criterion == Criterion.Entropy ? sum : sum / weight;
    }

    private static double Term(double weight) => weight > 0 ? weight * PortableMath.Log(weight) * (1 / 0.6931471805599453) : 0;
}
