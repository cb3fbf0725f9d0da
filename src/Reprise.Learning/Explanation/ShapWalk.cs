using System.Runtime.Intrinsics;

namespace Reprise.Learning.Explanation;

/// <summary>Walks every path of a tree with one row and adds what each leaf gives to the features above it. Scratch memory of one worker.</summary>
internal sealed class ShapWalk(ShapQuadrature[] rules, int nodes, int depth, int columns, int outputs)
{
    private readonly bool[] _left = new bool[nodes];
    private readonly (int Node, int Parent, int Depth)[] _pending = new (int, int, int)[depth + 2];
    private readonly (int Slot, double Zero, bool One)[] _before = new (int, double, bool)[depth + 1];
    private readonly int[] _slotOf = NoSlots(columns);
    private readonly int[] _features = new int[depth + 1];
    private readonly double[] _zero = new double[depth + 1];
    private readonly bool[] _one = new bool[depth + 1];
    private readonly int[] _kept = new int[depth + 1];
    private readonly double[] _keptZero = new double[depth + 1];
    private readonly double[] _sums = new double[depth + 1];
    private int _slots;

    /// <summary>Adds the attributions of a row by a tree to features × outputs.</summary>
    public void Add(ShapTree tree, ReadOnlySpan<double> row, Span<double> destination)
    {
        var features = tree.Features;
        var children = tree.Children;
        var shares = tree.Shares;
        if (features[0] == ShapTree.Leaf)
        {
            return;
        }

        tree.Decide(row, _left);
        var (count, level) = (1, 0);
        _pending[0] = (0, 0, 0);
        while (count > 0)
        {
            var (node, parent, at) = _pending[--count];
            while (level > 0 && level >= at)
            {
                Leave(level--);
            }

            if (at > 0)
            {
                level = at;
                Enter(level, features[parent], shares[node], _left[parent] == (node == children[parent]));
            }

            if (features[node] == ShapTree.Leaf)
            {
                AddLeaf(tree.Values(node), destination[tree.FirstOutput..]);
                continue;
            }

            _pending[count++] = (children[node] + 1, node, at + 1);
            _pending[count++] = (children[node], node, at + 1);
        }

        while (level > 0)
        {
            Leave(level--);
        }
    }

    private static int[] NoSlots(int columns)
    {
        var slots = new int[columns];
        slots.AsSpan().Fill(-1);
        return slots;
    }

    /// <summary>Goes down an edge: a feature's edges above a leaf count as one.</summary>
    private void Enter(int level, int feature, double zero, bool one)
    {
        var slot = _slotOf[feature];
        if (slot < 0)
        {
            _before[level] = (-1, 0, false);
            _slotOf[feature] = _slots;
            (_features[_slots], _zero[_slots], _one[_slots]) = (feature, zero, one);
            _slots++;
            return;
        }

        _before[level] = (slot, _zero[slot], _one[slot]);
        _zero[slot] *= zero;
        _one[slot] &= one;
    }

    private void Leave(int level)
    {
        var (slot, zero, one) = _before[level];
        if (slot < 0)
        {
            _slotOf[_features[--_slots]] = -1;
        }
        else
        {
            (_zero[slot], _one[slot]) = (zero, one);
        }
    }

    /// <summary>
    /// With z the share of a feature and the row on the leaf's side (kept) or not (lost): a kept feature gets (1 − z) ∫ Π_lost z(1 − t) · Π_other kept (t + z(1 − t)) dt
    /// times the leaf, a lost one −∫ Π_all lost z · Π_other lost (1 − t) · Π_kept (t + z(1 − t)) dt, the same for all lost ones.
    /// </summary>
    private void AddLeaf(ReadOnlySpan<double> values, Span<double> destination)
    {
        var (kept, scale) = (0, 1.0);
        for (var slot = 0; slot < _slots; slot++)
        {
            if (_one[slot])
            {
                (_kept[kept], _keptZero[kept]) = (slot, _zero[slot]);
                kept++;
            }
            else
            {
                scale *= _zero[slot];
            }
        }

        if (!(scale > 0))
        {
            return;
        }

        var lost = Integrate(kept, _slots - kept, scale);
        var next = 0;
        for (var slot = 0; slot < _slots; slot++)
        {
            var share = -lost;
            if (_one[slot])
            {
                share = (1 - _keptZero[next]) * _sums[next];
                next++;
            }

            var sums = destination.Slice(_features[slot] * outputs, values.Length);
            for (var output = 0; output < values.Length; output++)
            {
                sums[output] += share * values[output];
            }
        }
    }

    /// <summary>Writes the integral of each kept feature and returns that of the lost ones.</summary>
    private double Integrate(int kept, int lost, double scale)
    {
        var rule = ShapQuadrature.For(rules, _slots);
        var zeros = _keptZero.AsSpan(0, kept);
        var sums = _sums.AsSpan(0, kept);
        sums.Clear();
        var lostSum = 0.0;
        for (var start = 0; start < rule.Points.Length; start += ShapQuadrature.Group)
        {
            var t = Vector256.Create(rule.Points[start..]);
            var rest = Vector256<double>.One - t;
            var product = Vector256.Create(rule.Weights[start..]) * scale;
            for (var i = 0; i < lost; i++)
            {
                product *= rest;
            }

            foreach (var zero in zeros)
            {
                product *= t + (rest * zero);
            }

            if (lost > 0)
            {
                lostSum += Sum(product / rest);
            }

            for (var i = 0; i < zeros.Length; i++)
            {
                sums[i] += Sum(product / (t + (rest * zeros[i])));
            }
        }

        return lostSum;
    }

    private static double Sum(Vector256<double> values) => (values[0] + values[1]) + (values[2] + values[3]);
}
