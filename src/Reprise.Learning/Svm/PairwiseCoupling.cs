namespace Reprise.Learning.Svm;

/// <summary>Class probabilities from those of pairs: the second method of Wu, Lin and Weng (2004).</summary>
internal static class PairwiseCoupling
{
    /// <summary>Minimises Σᵢ Σⱼ (rⱼᵢpᵢ − rᵢⱼpⱼ)² with Σ p = 1.</summary>
    /// <param name="pairs">r, classes × classes, row-major: the probability of i given i or j; r of j and i is 1 less it; the diagonal is not read.</param>
    /// <param name="p">Written: a probability per class.</param>
    public static void Couple(ReadOnlySpan<double> pairs, Span<double> p)
    {
        var classes = p.Length;
        var q = new double[classes * classes];
        var qp = new double[classes];
        p.Fill(1.0 / classes);
        for (var t = 0; t < classes; t++)
        {
            for (var j = 0; j < classes; j++)
            {
                if (j != t)
                {
                    var other = pairs[(j * classes) + t];
                    q[(t * classes) + t] += other * other;
                    q[(t * classes) + j] = -other * pairs[(t * classes) + j];
                }
            }
        }

        var tolerance = 0.005 / classes;
        for (var iteration = 0; iteration < Math.Max(100, classes); iteration++)
        {
            var pqp = 0.0;
            for (var t = 0; t < classes; t++)
            {
                qp[t] = 0;
                for (var j = 0; j < classes; j++)
                {
                    qp[t] += q[(t * classes) + j] * p[j];
                }

                pqp += p[t] * qp[t];
            }

            var error = 0.0;
            foreach (var value in qp)
            {
                error = Math.Max(error, Math.Abs(value - pqp));
            }

            if (error < tolerance)
            {
                break;
            }

            for (var t = 0; t < classes; t++)
            {
                var difference = (pqp - qp[t]) / q[(t * classes) + t];
                p[t] += difference;
                pqp = (pqp + (difference * ((difference * q[(t * classes) + t]) + (2 * qp[t])))) / (1 + difference) / (1 + difference);
                for (var j = 0; j < classes; j++)
                {
                    qp[j] = (qp[j] + (difference * q[(t * classes) + j])) / (1 + difference);
                    p[j] /= 1 + difference;
                }
            }
        }

        Normalize(p);
    }

    /// <summary>Divides by the sum.</summary>
    public static void Normalize(Span<double> p)
    {
        var sum = 0.0;
        foreach (var value in p)
        {
            sum += value;
        }

        foreach (ref var value in p)
        {
            value /= sum;
        }
    }
}
