using Reprise.Core.Numerics;

namespace Reprise.Learning.Calibration;

/// <summary>1 / (1 + exp(slope · score + offset)), fitted to targets drawn in from 0 and 1 (Platt 1999) by Newton's method with backtracking (Lin, Lin and Weng 2007).</summary>
internal sealed class SigmoidCurve(double slope, double offset) : CalibrationCurve
{
    private const int MaxIterations = 100;
    private const double MinStep = 1e-10;
    private const double Ridge = 1e-12;
    private const double Tolerance = 1e-10;

    public double Slope => slope;

    public double Offset => offset;

    public override double At(double score) => Logistic((slope * score) + offset);

    /// <summary>Fits the two parameters. O(iterations · rows).</summary>
    public static SigmoidCurve Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> truth, ReadOnlySpan<double> rowWeights)
    {
        var weights = new double[truth.Length];
        weights.AsSpan().Fill(1);
        rowWeights.CopyTo(weights);
        var (positives, negatives) = (0.0, 0.0);
        for (var row = 0; row < weights.Length; row++)
        {
            positives += truth[row] ? weights[row] : 0;
            negatives += truth[row] ? 0 : weights[row];
        }

        var targets = new double[truth.Length];
        for (var row = 0; row < targets.Length; row++)
        {
            targets[row] = truth[row] ? (positives + 1) / (positives + 2) : 1 / (negatives + 2);
        }

        var (a, b) = (0.0, PortableMath.Log((negatives + 1) / (positives + 1)));
        var loss = Loss(scores, targets, weights, a, b);
        for (var i = 0; i < MaxIterations; i++)
        {
            var (h11, h22, h21, g1, g2) = (Ridge, Ridge, 0.0, 0.0, 0.0);
            for (var row = 0; row < targets.Length; row++)
            {
                var p = Logistic((a * scores[row]) + b);
                var (curvature, difference) = (weights[row] * (p * (1 - p)), weights[row] * (targets[row] - p));
                h11 += scores[row] * scores[row] * curvature;
                h22 += curvature;
                h21 += scores[row] * curvature;
                g1 += scores[row] * difference;
                g2 += difference;
            }

            if (Math.Abs(g1) < Tolerance && Math.Abs(g2) < Tolerance)
            {
                break;
            }

            var determinant = (h11 * h22) - (h21 * h21);
            var (da, db) = (-((h22 * g1) - (h21 * g2)) / determinant, -((h11 * g2) - (h21 * g1)) / determinant);
            var slopeOfLoss = (g1 * da) + (g2 * db);
            var step = 1.0;
            for (; step >= MinStep; step /= 2)
            {
                var next = Loss(scores, targets, weights, a + (step * da), b + (step * db));
                if (next < loss + (1e-4 * step * slopeOfLoss))
                {
                    (a, b, loss) = (a + (step * da), b + (step * db), next);
                    break;
                }
            }

            if (step < MinStep || !double.IsFinite(determinant))
            {
                break;                                               // no step helps: as good as it gets in doubles
            }
        }

        return new SigmoidCurve(a, b);
    }

    private static double Logistic(double z)
    {
        var e = PortableMath.Exp(-Math.Abs(z));
        return z >= 0 ? e / (1 + e) : 1 / (1 + e);
    }

    private static double Loss(ReadOnlySpan<double> scores, double[] targets, double[] weights, double a, double b)
    {
        var loss = 0.0;
        for (var row = 0; row < targets.Length; row++)
        {
            var z = (a * scores[row]) + b;
            var log = PortableMath.LogOnePlus(PortableMath.Exp(-Math.Abs(z)));
            loss += weights[row] * (z >= 0 ? (targets[row] * z) + log : ((targets[row] - 1) * z) + log);
        }

        return loss;
    }
}
