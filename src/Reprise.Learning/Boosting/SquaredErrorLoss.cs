namespace Reprise.Learning.Boosting;

/// <summary>½ (y − score)²: g = score − y, h = 1.</summary>
internal sealed class SquaredErrorLoss(double[] y, double[] weights) : BoostingLoss(y.Length, weights)
{
    public override double[] Starts()
    {
        var (sum, all) = (0.0, 0.0);
        for (var row = 0; row < y.Length; row++)
        {
            sum += Weight(row) * (y[row] / y.Length);
            all += Weight(row) / y.Length;
        }

        return [sum / all];
    }

    protected override double Of(double[][] scores, int row) => 0.5 * (scores[0][row] - y[row]) * (scores[0][row] - y[row]);

    protected override void Derivatives(double[][] scores, double[][] first, double[][] second, int from, int to)
    {
        for (var row = from; row < to; row++)
        {
            first[0][row] = scores[0][row] - y[row];
            second[0][row] = 1;
        }
    }
}
