using Reprise.Core.Numerics;

namespace Reprise.Learning.Linear;

/// <summary>Minimises a smooth function by limited-memory BFGS steps with strong Wolfe line searches (Nocedal and Wright 2006, algorithms 7.5, 3.5 and 3.6).</summary>
internal sealed class Lbfgs
{
    private const double SufficientDecrease = 1e-4;
    private const double Curvature = 0.9;
    private const int MostTrials = 30;

    private readonly IObjective _objective;
    private readonly double[] _point;
    private readonly double[] _gradient;
    private readonly double[] _direction;
    private readonly double[] _trial;
    private readonly double[] _trialGradient;
    private double _value;
    private double _slope;

    private Lbfgs(IObjective objective, double[] point)
    {
        (_objective, _point) = (objective, point);
        (_gradient, _direction) = (new double[point.Length], new double[point.Length]);
        (_trial, _trialGradient) = (new double[point.Length], new double[point.Length]);
        _value = objective.Evaluate(point, _gradient);
    }

    /// <summary>Moves <paramref name="point"/> until no component of the gradient is above <paramref name="tolerance"/>.</summary>
    public static Minimum Minimise(IObjective objective, double[] point, double tolerance, int maxIterations, CancellationToken cancellationToken) =>
        new Lbfgs(objective, point).Run(tolerance, maxIterations, cancellationToken);

    private Minimum Run(double tolerance, int maxIterations, CancellationToken cancellationToken)
    {
        var history = new LbfgsHistory(_point.Length);
        for (var iteration = 0; ; iteration++)
        {
            if (Largest(_gradient) <= tolerance)
            {
                return new Minimum(iteration, Converged: true);
            }

            if (iteration >= maxIterations)
            {
                return new Minimum(iteration, Converged: false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            history.Direction(_gradient, _direction);
            _slope = Vectors.Dot(_direction, _gradient);
            if (!(_slope < 0))
            {
                history.Clear();
                history.Direction(_gradient, _direction);
                _slope = Vectors.Dot(_direction, _gradient);
            }

            var first = history.IsEmpty ? Math.Min(1, 1 / Math.Sqrt(-_slope)) : 1;
            if (!Search(first, out var value))
            {
                if (history.IsEmpty)
                {
                    return new Minimum(iteration, Converged: false);
                }

                history.Clear();
                continue;
            }

            history.Add(_point, _trial, _gradient, _trialGradient);
            _value = value;
            _trial.CopyTo(_point, 0);
            _trialGradient.CopyTo(_gradient, 0);
        }
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    /// <summary>Finds a step that lowers the value and the slope enough; leaves it in the trial point.</summary>
    private bool Search(double step, out double value)
    {
        var (before, beforeValue, beforeSlope) = (0.0, _value, _slope);
        for (var trial = 0; trial < MostTrials; trial++)
        {
            value = Try(step, out var slope);
            if (Accepts(step, value, slope))
            {
                return true;
            }

            if (TooHigh(step, value, slope) || (trial > 0 && value >= beforeValue))
            {
                return Zoom((before, beforeValue, beforeSlope), (step, value, slope), MostTrials - trial, out value);
            }

            if (slope >= 0)
            {
                return Zoom((step, value, slope), (before, beforeValue, beforeSlope), MostTrials - trial, out value);
            }

            (before, beforeValue, beforeSlope) = (step, value, slope);
            step *= 4;
        }

        value = _value;
        return false;
    }

    private bool Zoom((double Step, double Value, double Slope) low, (double Step, double Value, double Slope) high, int trials, out double value)
    {
        for (; trials > 0; trials--)
        {
            var step = Between(low, high);
            value = Try(step, out var slope);
            if (Accepts(step, value, slope))
            {
                return true;
            }

            if (TooHigh(step, value, slope) || value >= low.Value)
            {
                high = (step, value, slope);
                continue;
            }

            high = slope * (high.Step - low.Step) >= 0 ? low : high;
            low = (step, value, slope);
        }

        value = _value;
        return false;
    }

    /// <summary>The minimum of the cubic through two values and slopes, kept away from the ends.</summary>
    private static double Between((double Step, double Value, double Slope) low, (double Step, double Value, double Slope) high)
    {
        var width = high.Step - low.Step;
        var d1 = low.Slope + high.Slope - (3 * (high.Value - low.Value) / width);
        var square = (d1 * d1) - (low.Slope * high.Slope);
        var step = double.NaN;
        if (square >= 0)
        {
            var d2 = width < 0 ? -Math.Sqrt(square) : Math.Sqrt(square);
            step = high.Step - (width * ((high.Slope + d2 - d1) / (high.Slope - low.Slope + (2 * d2))));
        }

        var (near, far) = (low.Step + (0.1 * width), low.Step + (0.9 * width));
        return double.IsFinite(step) ? Math.Clamp(step, Math.Min(near, far), Math.Max(near, far)) : low.Step + (0.5 * width);
    }

    private double Try(double step, out double slope)
    {
        _point.CopyTo(_trial, 0);
        Vectors.AddScaled(step, _direction, _trial);
        var value = _objective.Evaluate(_trial, _trialGradient);
        slope = Vectors.Dot(_trialGradient, _direction);
        return double.IsNaN(value) ? double.PositiveInfinity : value;
    }

    private bool Accepts(double step, double value, double slope) => !TooHigh(step, value, slope) && Math.Abs(slope) <= -Curvature * _slope;

    /// <summary>Armijo's rule; where values differ by noise only, the slopes decide (Hager and Zhang 2005).</summary>
    private bool TooHigh(double step, double value, double slope) =>
        value > _value + (SufficientDecrease * step * _slope)
        && !(value <= _value + (_objective.Noise * Math.Abs(_value)) && slope <= ((2 * SufficientDecrease) - 1) * _slope);
}
