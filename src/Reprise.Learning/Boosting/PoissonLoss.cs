using Reprise.Core.Numerics;

namespace Reprise.Learning.Boosting;

/// <summary>exp(score) − y · score: g = exp(score) − y, h = exp(score).</summary>
internal sealed class PoissonLoss(double[] y, double[] weights) : BoostingLoss(y.Length, weights)
{
    public override double[] Starts()
    {
        var (sum, all) = (0.0, 0.0);
        for (var row = 0; row < y.Length; row++)
        {
            sum += Weight(row) * (y[row] / y.Length);
            all += Weight(row) / y.Length;
        }

        return [PortableMath.Log(Math.Max(sum / all, 1e-300))];
    }

    protected override double Of(double[][] scores, int row) => PortableMath.Exp(Math.Min(scores[0][row], 700)) - (y[row] * scores[0][row]);

    protected override void Derivatives(double[][] scores, double[][] first, double[][] second, int from, int to)
    {
        var h = second[0].AsSpan(from, to - from);
        scores[0].AsSpan(from, to - from).CopyTo(h);
        PortableMath.Exp(h, h);
        for (var i = 0; i < h.Length; i++)
        {
            first[0][from + i] = h[i] - y[from + i];
        }
    }
}
