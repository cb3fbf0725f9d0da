using Reprise.Core.Numerics;

namespace Reprise.Learning.Boosting;

/// <summary>The log loss of two classes: p = 1 / (1 + exp(−score)), g = p − y, h = p(1 − p).</summary>
internal sealed class LogisticLoss(int[] y, double[] weights) : BoostingLoss(y.Length, weights)
{
    private const double LeastSecond = 1e-16;

    public override double[] Starts()
    {
        var (ones, all) = (0.0, 0.0);
        for (var row = 0; row < y.Length; row++)
        {
            ones += Weight(row) * y[row];
            all += Weight(row);
        }

        var p = Math.Clamp(ones / all, 1e-15, 1 - 1e-15);
        return [PortableMath.Log(p / (1 - p))];
    }

    protected override double Of(double[][] scores, int row)
    {
        var margin = y[row] == 1 ? scores[0][row] : -scores[0][row];
        return PortableMath.LogOnePlus(PortableMath.Exp(-Math.Abs(margin))) + Math.Max(-margin, 0);
    }

    protected override void Derivatives(double[][] scores, double[][] first, double[][] second, int from, int to)
    {
        var length = to - from;
        var g = first[0].AsSpan(from, length);
        var h = second[0].AsSpan(from, length);
        var s = scores[0].AsSpan(from, length);
        var targets = y.AsSpan(from, length);
        PortableMath.Sigmoid(s, g);
        for (var i = 0; i < length; i++)
        {
            var p = g[i];
            g[i] = p - targets[i];
            h[i] = Math.Max(p * (1 - p), LeastSecond);
        }
    }
}
