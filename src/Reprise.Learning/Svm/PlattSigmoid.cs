using Reprise.Core.Numerics;

namespace Reprise.Learning.Svm;

/// <summary>P(first | decision value f) = 1 ÷ (1 + exp(A·f + B)) (Platt 1999).</summary>
internal readonly record struct PlattSigmoid(double A, double B)
{
    private const int MostIterations = 100;
    private const double SmallestStep = 1e-10;
    private const double Ridge = 1e-12;
    private const double GradientTolerance = 1e-5;

    /// <summary>The likeliest sigmoid by Newton's method with backtracking (Lin, Lin and Weng 2007).</summary>
    /// <param name="decisions">Decision values of rows.</param>
    /// <param name="first">How many of them, from the front, belong to the first class; the others to the second.</param>
    public static PlattSigmoid Fit(ReadOnlySpan<double> decisions, int first)
    {
        var second = decisions.Length - first;
        var (high, low) = ((first + 1.0) / (first + 2.0), 1 / (second + 2.0));
        var (a, b) = (0.0, PortableMath.Log((second + 1.0) / (first + 1.0)));
        var value = Loss(decisions, first, high, low, a, b);
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var (h11, h22, h21, g1, g2) = (Ridge, Ridge, 0.0, 0.0, 0.0);
            for (var i = 0; i < decisions.Length; i++)
            {
                var f = decisions[i];
                var p = Probability((f * a) + b);
                var d2 = p * (1 - p);
                h11 += f * f * d2;
                h22 += d2;
                h21 += f * d2;
                var d1 = (i < first ? high : low) - p;
                g1 += f * d1;
                g2 += d1;
            }

            if (Math.Abs(g1) < GradientTolerance && Math.Abs(g2) < GradientTolerance)
            {
                break;
            }

            var determinant = (h11 * h22) - (h21 * h21);
            var da = -((h22 * g1) - (h21 * g2)) / determinant;
            var db = -((-h21 * g1) + (h11 * g2)) / determinant;
            var slope = (g1 * da) + (g2 * db);
            var step = 1.0;
            for (; step >= SmallestStep; step /= 2)
            {
                var (newA, newB) = (a + (step * da), b + (step * db));
                var newValue = Loss(decisions, first, high, low, newA, newB);
                if (newValue < value + (1e-4 * step * slope))
                {
                    (a, b, value) = (newA, newB, newValue);
                    break;
                }
            }

            if (step < SmallestStep)
            {
                break;
            }
        }

        return new PlattSigmoid(a, b);
    }

    /// <summary>The first class's probability.</summary>
    public double Of(double decision) => Probability((decision * A) + B);

    private static double Probability(double z)
    {
        var e = PortableMath.Exp(-Math.Abs(z));
        return z >= 0 ? e / (1 + e) : 1 / (1 + e);
    }

    private static double Loss(ReadOnlySpan<double> decisions, int first, double high, double low, double a, double b)
    {
        var sum = 0.0;
        for (var i = 0; i < decisions.Length; i++)
        {
            var z = (decisions[i] * a) + b;
            var target = i < first ? high : low;
            sum += (z >= 0 ? target * z : (target - 1) * z) + PortableMath.LogOnePlus(PortableMath.Exp(-Math.Abs(z)));
        }

        return sum;
    }
}
