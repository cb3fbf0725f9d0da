using Reprise.Core.Numerics;

namespace Reprise.Learning.Explanation;

/// <summary>Gauss–Legendre points in (0, 1) and their weights: exact for polynomials of degree below twice their number.</summary>
internal sealed class ShapQuadrature
{
    /// <summary>Points come in groups of this size, a vector each.</summary>
    public const int Group = 4;

    private const int MostSteps = 100;

    private readonly double[] _points;
    private readonly double[] _weights;

    private ShapQuadrature(int points)
    {
        _points = new double[points];
        _weights = new double[points];
        for (var i = 0; i < (points + 1) / 2; i++)
        {
            var z = PortableMath.Cos(Math.PI * (i + 0.75) / (points + 0.5));
            var slope = 0.0;
            for (var step = 0; step < MostSteps; step++)
            {
                (var value, slope) = Legendre(points, z);
                var next = z - (value / slope);
                var moved = Math.Abs(next - z);
                z = next;
                if (moved <= 1e-16)
                {
                    break;
                }
            }

            (_, slope) = Legendre(points, z);
            (_points[i], _points[points - 1 - i]) = ((1 - z) / 2, (1 + z) / 2);
            _weights[i] = _weights[points - 1 - i] = 1 / ((1 - z) * (1 + z) * slope * slope);
        }
    }

    /// <summary>Where the function is looked at, ascending.</summary>
    public ReadOnlySpan<double> Points => _points;

    /// <summary>What each point counts; they sum to 1.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The rule that is exact for <paramref name="features"/> features: a polynomial of one degree less.</summary>
    public static ShapQuadrature For(ShapQuadrature[] rules, int features) => rules[(features - 1) / (2 * Group)];

    /// <summary>The rules of one group of points, two groups and so on, as far as <paramref name="features"/> features need.</summary>
    public static ShapQuadrature[] UpTo(int features)
    {
        var rules = new ShapQuadrature[((features - 1) / (2 * Group)) + 1];
        for (var i = 0; i < rules.Length; i++)
        {
            rules[i] = new ShapQuadrature((i + 1) * Group);
        }

        return rules;
    }

    /// <summary>The Legendre polynomial of a degree and its slope.</summary>
    private static (double Value, double Slope) Legendre(int degree, double z)
    {
        var (value, before) = (1.0, 0.0);
        for (var i = 1; i <= degree; i++)
        {
            (value, before) = (((((2.0 * i) - 1) * z * value) - ((i - 1.0) * before)) / i, value);
        }

        return (value, degree * ((z * value) - before) / ((z * z) - 1));
    }
}
