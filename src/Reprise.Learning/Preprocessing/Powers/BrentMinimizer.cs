namespace Reprise.Learning.Preprocessing.Powers;

/// <summary>Minimises a function of one variable by Brent's method (1973): parabolas where they help, golden sections where not.</summary>
/// <remarks>Bracket, tolerances and limits are SciPy's (`scipy.optimize.brent`), so that optima agree to the last few digits.</remarks>
internal static class BrentMinimizer
{
    private const double Golden = 1.618034;
    private const double GoldenSection = 0.3819660;
    private const double GrowLimit = 110;
    private const double RelativeTolerance = 1.48e-8;
    private const double AbsoluteTolerance = 1e-11;
    private const int BracketLimit = 1000;
    private const int IterationLimit = 500;

    /// <summary>The minimum near the interval of two starting points, or null when none can be bracketed.</summary>
    public static double? Minimize(Func<double, double> function, double first, double second) =>
        Bracket(function, first, second) is var (low, middle, high, value) ? Refine(function, low, middle, high, value) : null;

    /// <summary>Walks downhill from two points until three enclose a minimum.</summary>
    private static (double Low, double Middle, double High, double Value)? Bracket(Func<double, double> function, double a, double b)
    {
        var (fa, fb) = (function(a), function(b));
        if (fa < fb)
        {
            (a, b, fa, fb) = (b, a, fb, fa);
        }

        var c = b + (Golden * (b - a));
        var fc = function(c);
        for (var i = 0; fc < fb; i++)
        {
            if (i > BracketLimit)
            {
                return null;
            }

            var r = (b - a) * (fb - fc);
            var q = (b - c) * (fb - fa);
            var denominator = 2 * (Math.Abs(q - r) < 1e-21 ? 1e-21 : q - r);
            var next = b - ((((b - c) * q) - ((b - a) * r)) / denominator);
            var limit = b + (GrowLimit * (c - b));
            double value;
            if ((next - c) * (b - next) > 0)
            {
                value = function(next);
                if (value < fc)
                {
                    return (b, next, c, value);
                }

                if (value > fb)
                {
                    return (a, b, next, fb);
                }

                next = c + (Golden * (c - b));
                value = function(next);
            }
            else if ((next - limit) * (limit - c) >= 0)
            {
                next = limit;
                value = function(next);
            }
            else if ((next - limit) * (c - next) > 0)
            {
                value = function(next);
                if (value < fc)
                {
                    (b, c, fb, fc) = (c, next, fc, value);
                    next = c + (Golden * (c - b));
                    value = function(next);
                }
            }
            else
            {
                next = c + (Golden * (c - b));
                value = function(next);
            }

            (a, b, c, fa, fb, fc) = (b, c, next, fb, fc, value);
        }

        return double.IsFinite(fb) ? (a, b, c, fb) : null;
    }

    /// <summary>Narrows a bracket to the relative tolerance.</summary>
    private static double Refine(Func<double, double> function, double low, double middle, double high, double value)
    {
        var (a, b) = low < high ? (low, high) : (high, low);
        var (x, w, v) = (middle, middle, middle);               // best, second best, the second best before
        var (fx, fw, fv) = (value, value, value);
        var (step, before) = (0.0, 0.0);
        for (var i = 0; i < IterationLimit; i++)
        {
            var tolerance = (RelativeTolerance * Math.Abs(x)) + AbsoluteTolerance;
            var centre = 0.5 * (a + b);
            if (Math.Abs(x - centre) < (2 * tolerance) - (0.5 * (b - a)))
            {
                break;
            }

            var parabolic = false;
            if (Math.Abs(before) > tolerance)
            {
                var r = (x - w) * (fx - fv);
                var q = (x - v) * (fx - fw);
                var p = ((x - v) * q) - ((x - w) * r);
                q = 2 * (q - r);
                p = q > 0 ? -p : p;
                q = Math.Abs(q);
                var last = before;
                before = step;
                if (p > q * (a - x) && p < q * (b - x) && Math.Abs(p) < Math.Abs(0.5 * q * last))
                {
                    parabolic = true;
                    step = p / q;
                    if (x + step - a < 2 * tolerance || b - (x + step) < 2 * tolerance)
                    {
                        step = centre >= x ? tolerance : -tolerance;
                    }
                }
            }

            if (!parabolic)
            {
                before = x >= centre ? a - x : b - x;
                step = GoldenSection * before;
            }

            var u = x + (Math.Abs(step) >= tolerance ? step : step >= 0 ? tolerance : -tolerance);
            var fu = function(u);
            if (fu > fx)
            {
                (a, b) = u < x ? (u, b) : (a, u);
                if (fu <= fw || w == x)
                {
                    (v, fv, w, fw) = (w, fw, u, fu);
                }
                else if (fu <= fv || v == x || v == w)
                {
                    (v, fv) = (u, fu);
                }
            }
            else
            {
                (a, b) = u >= x ? (x, b) : (a, x);
                (v, fv, w, fw, x, fx) = (w, fw, x, fx, u, fu);
            }
        }

        return x;
    }
}
