using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Svm;

/// <summary>The solver's passes over its variables, in 256-bit vectors. Among equals the first is chosen.</summary>
internal static class SmoScan
{
    /// <summary>What stands for a curvature that is not above 0.</summary>
    public const double Tiny = 1e-12;

    private static readonly Vector256<double> Four = Vector256.Create(4.0);

    /// <summary>values += step · (first − second), and the largest up − value: which variable, and how large; −1 when none can grow.</summary>
    public static (int Index, double Largest) MoveAndChoose(
        Span<double> values, double step, ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> up)
    {
        var v = MemoryMarshal.Cast<double, Vector256<double>>(values);
        var a = MemoryMarshal.Cast<double, Vector256<double>>(first[..values.Length])[..v.Length];
        var b = MemoryMarshal.Cast<double, Vector256<double>>(second[..values.Length])[..v.Length];
        var u = MemoryMarshal.Cast<double, Vector256<double>>(up[..values.Length])[..v.Length];
        var factor = Vector256.Create(step);
        var best = Vector256.Create(double.NegativeInfinity);
        var bestAt = Vector256.Create(-1.0);
        var at = Vector256.Create(0.0, 1, 2, 3);
        for (var i = 0; i < v.Length; i++)
        {
            var value = Vector256.FusedMultiplyAdd(factor, a[i] - b[i], v[i]);
            v[i] = value;
            var candidate = u[i] - value;
            var better = Vector256.GreaterThan(candidate, best);
            best = Vector256.ConditionalSelect(better, candidate, best);
            bestAt = Vector256.ConditionalSelect(better, at, bestAt);
            at += Four;
        }

        var (index, largest) = Best(best, bestAt);
        for (var k = v.Length * 4; k < values.Length; k++)
        {
            values[k] = Math.FusedMultiplyAdd(step, first[k] - second[k], values[k]);
            var candidate = up[k] - values[k];
            (index, largest) = candidate > largest ? (k, candidate) : (index, largest);
        }

        return (index, largest);
    }

    /// <summary>
    /// Second-order choice of the other variable (Fan, Chen and Lin 2005, WSS 2): of those that can fall and violate optimality with the first, the one
    /// whose pair lowers the objective most; and the largest value of all that can fall.
    /// </summary>
    public static (int Index, double LargestValue) ChoosePartner(
        ReadOnlySpan<double> values, ReadOnlySpan<double> low, ReadOnlySpan<double> row, ReadOnlySpan<double> diagonal, double largest, double ownDiagonal)
    {
        var v = MemoryMarshal.Cast<double, Vector256<double>>(values);
        var l = MemoryMarshal.Cast<double, Vector256<double>>(low[..values.Length])[..v.Length];
        var r = MemoryMarshal.Cast<double, Vector256<double>>(row[..values.Length])[..v.Length];
        var d = MemoryMarshal.Cast<double, Vector256<double>>(diagonal[..values.Length])[..v.Length];
        var (top, own) = (Vector256.Create(largest), Vector256.Create(ownDiagonal));
        var least = Vector256.Create(Tiny);
        var best = Vector256<double>.Zero;
        var bestAt = Vector256.Create(-1.0);
        var highest = Vector256.Create(double.NegativeInfinity);
        var at = Vector256.Create(0.0, 1, 2, 3);
        for (var i = 0; i < v.Length; i++)
        {
            var value = v[i] + l[i];
            highest = Vector256.Max(highest, value);
            var gap = Vector256.Max(top + value, Vector256<double>.Zero);
            var curve = own + d[i] - (r[i] + r[i]);
            var gain = gap * gap / Vector256.ConditionalSelect(Vector256.GreaterThan(curve, Vector256<double>.Zero), curve, least);
            var better = Vector256.GreaterThan(gain, best);
            best = Vector256.ConditionalSelect(better, gain, best);
            bestAt = Vector256.ConditionalSelect(better, at, bestAt);
            at += Four;
        }

        var (index, most) = Best(best, bestAt);
        var largestValue = Math.Max(Math.Max(highest[0], highest[1]), Math.Max(highest[2], highest[3]));
        for (var k = v.Length * 4; k < values.Length; k++)
        {
            var value = values[k] + low[k];
            largestValue = Math.Max(largestValue, value);
            var gap = Math.Max(largest + value, 0);
            var curve = ownDiagonal + diagonal[k] - (row[k] + row[k]);
            var gain = gap * gap / (curve > 0 ? curve : Tiny);
            (index, most) = gain > most ? (k, gain) : (index, most);
        }

        return (index, largestValue);
    }

    /// <summary>Takes the variables' kernel values out of a kernel row.</summary>
    public static void Gather(ReadOnlySpan<float> row, ReadOnlySpan<int> places, bool inOrder, Span<double> destination)
    {
        if (!inOrder)
        {
            places = places[..destination.Length];
            for (var k = 0; k < destination.Length; k++)
            {
                destination[k] = row[places[k]];
            }

            return;
        }

        var from = MemoryMarshal.Cast<float, Vector256<float>>(row[..destination.Length]);
        var to = MemoryMarshal.Cast<double, Vector256<double>>(destination);
        for (var i = 0; i < from.Length; i++)
        {
            (to[2 * i], to[(2 * i) + 1]) = Vector256.Widen(from[i]);
        }

        for (var k = from.Length * 8; k < destination.Length; k++)
        {
            destination[k] = row[k];
        }
    }

    private static (int Index, double Value) Best(Vector256<double> values, Vector256<double> at)
    {
        var (index, value) = (at[0], values[0]);
        for (var lane = 1; lane < 4; lane++)
        {
            if (values[lane] > value || (values[lane] == value && at[lane] >= 0 && at[lane] < index))
            {
                (index, value) = (at[lane], values[lane]);
            }
        }

        return ((int)index, value);
    }
}
