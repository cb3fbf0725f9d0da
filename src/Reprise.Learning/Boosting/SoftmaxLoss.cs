using Reprise.Core.Numerics;

namespace Reprise.Learning.Boosting;

/// <summary>The log loss of several classes: p = softmax(scores), gₖ = pₖ − [y = k], hₖ = pₖ(1 − pₖ) (the diagonal of the Hessian).</summary>
internal sealed class SoftmaxLoss(int[] y, int classes, double[] weights) : BoostingLoss(y.Length, weights)
{
    private const double LeastSecond = 1e-16;

    public override int Outputs => classes;

    public override double[] Starts()
    {
        var totals = new double[classes];
        var all = 0.0;
        for (var row = 0; row < y.Length; row++)
        {
            totals[y[row]] += Weight(row);
            all += Weight(row);
        }

        return Array.ConvertAll(totals, total => PortableMath.Log(Math.Max(total / all, 1e-15)));
    }

    protected override double Of(double[][] scores, int row)
    {
        var greatest = double.NegativeInfinity;
        foreach (var output in scores)
        {
            greatest = Math.Max(greatest, output[row]);
        }

        var sum = 0.0;
        foreach (var output in scores)
        {
            sum += PortableMath.Exp(output[row] - greatest);
        }

        return PortableMath.Log(sum) + greatest - scores[y[row]][row];
    }

    protected override void Derivatives(double[][] scores, double[][] first, double[][] second, int from, int to)
    {
        var length = to - from;
        var greatest = new double[length];
        var sums = new double[length];
        scores[0].AsSpan(from, length).CopyTo(greatest);
        for (var k = 1; k < classes; k++)
        {
            var s = scores[k].AsSpan(from, length);
            for (var i = 0; i < length; i++)
            {
                greatest[i] = Math.Max(greatest[i], s[i]);
            }
        }

        for (var k = 0; k < classes; k++)
        {
            var s = scores[k].AsSpan(from, length);
            var g = first[k].AsSpan(from, length);
            for (var i = 0; i < length; i++)
            {
                g[i] = s[i] - greatest[i];
            }

            PortableMath.Exp(g, g);
            for (var i = 0; i < length; i++)
            {
                sums[i] += g[i];
            }
        }

        for (var k = 0; k < classes; k++)
        {
            var g = first[k].AsSpan(from, length);
            var h = second[k].AsSpan(from, length);
            for (var i = 0; i < length; i++)
            {
                var p = g[i] / sums[i];
                g[i] = p - (y[from + i] == k ? 1 : 0);
                h[i] = Math.Max(p * (1 - p), LeastSecond);
            }
        }
    }
}
