using Reprise.Core.Numerics;

namespace Reprise.Learning.Linear;

/// <summary>The last steps and changes of the gradient, which stand for the inverse of the Hessian (Nocedal 1980).</summary>
internal sealed class LbfgsHistory(int length)
{
    private const int Memory = 12;

    private readonly List<(double[] Step, double[] Change, double Product)> _pairs = [];
    private readonly double[] _alphas = new double[Memory];

    /// <summary>Whether there is nothing yet but the identity.</summary>
    public bool IsEmpty => _pairs.Count == 0;

    /// <summary>Forgets all.</summary>
    public void Clear() => _pairs.Clear();

    /// <summary>Keeps a pair when it has positive curvature.</summary>
    public void Add(ReadOnlySpan<double> before, ReadOnlySpan<double> after, ReadOnlySpan<double> gradientBefore, ReadOnlySpan<double> gradientAfter)
    {
        double[] step, change;
        if (_pairs.Count == Memory)
        {
            (step, change, _) = _pairs[0];
            _pairs.RemoveAt(0);
        }
        else
        {
            (step, change) = (new double[length], new double[length]);
        }

        for (var i = 0; i < length; i++)
        {
            step[i] = after[i] - before[i];
            change[i] = gradientAfter[i] - gradientBefore[i];
        }

        var product = Vectors.Dot(step, change);
        if (product > 1e-14 * Vectors.Dot(change, change) && product > 0)
        {
            _pairs.Add((step, change, product));
        }
    }

    /// <summary>Writes −H · gradient (the two-loop recursion).</summary>
    public void Direction(ReadOnlySpan<double> gradient, Span<double> direction)
    {
        for (var i = 0; i < length; i++)
        {
            direction[i] = -gradient[i];
        }

        if (IsEmpty)
        {
            return;
        }

        for (var i = _pairs.Count - 1; i >= 0; i--)
        {
            var (step, change, product) = _pairs[i];
            _alphas[i] = Vectors.Dot(step, direction) / product;
            Vectors.AddScaled(-_alphas[i], change, direction);
        }

        var (_, last, lastProduct) = _pairs[^1];
        var scale = lastProduct / Vectors.Dot(last, last);
        foreach (ref var value in direction)
        {
            value *= scale;
        }

        for (var i = 0; i < _pairs.Count; i++)
        {
            var (step, change, product) = _pairs[i];
            Vectors.AddScaled(_alphas[i] - (Vectors.Dot(change, direction) / product), step, direction);
        }
    }
}
