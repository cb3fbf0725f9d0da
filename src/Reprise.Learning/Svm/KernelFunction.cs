using Reprise.Core.Numerics;

namespace Reprise.Learning.Svm;

/// <summary>A kernel with its numbers: turns dot products into kernel values.</summary>
internal readonly record struct KernelFunction(SvmKernel Kernel, double Gamma, double Coef0, int Degree)
{
    /// <summary>A number no kernel value of rows is above in magnitude, given the largest dot product of a row with itself; not finite when they may overflow.</summary>
    public double Bound(double largestSquare)
    {
        var scaled = (Gamma * largestSquare) + Math.Abs(Coef0);
        switch (Kernel)
        {
            case SvmKernel.Linear:
                return largestSquare;
            case SvmKernel.Polynomial:
                return Power(scaled, Degree);
            default:
                return double.IsFinite(scaled + (4 * largestSquare)) ? 1 : double.PositiveInfinity;
        }
    }

    /// <summary>Turns the dot products of one row with others into kernel values, in place.</summary>
    /// <param name="dots">A dot product per other row.</param>
    /// <param name="square">The row's own dot product with itself.</param>
    /// <param name="squares">The same of the other rows.</param>
    public void Apply(Span<double> dots, double square, ReadOnlySpan<double> squares)
    {
        switch (Kernel)
        {
            case SvmKernel.Linear:
                return;
            case SvmKernel.Rbf:
                squares = squares[..dots.Length];
                for (var i = 0; i < dots.Length; i++)
                {
                    var distance = square + squares[i] - (2 * dots[i]);
                    dots[i] = -Gamma * (distance > 0 ? distance : double.IsNaN(distance) ? double.PositiveInfinity : 0);     // NaN is ∞ − ∞
                }

                PortableMath.Exp(dots, dots);
                return;
            case SvmKernel.Polynomial:
                foreach (ref var dot in dots)
                {
                    dot = Power(Math.FusedMultiplyAdd(Gamma, dot, Coef0), Degree);
                }

                return;
            default:
                foreach (ref var dot in dots)
                {
                    dot = Math.FusedMultiplyAdd(Gamma, dot, Coef0);
                }

                PortableMath.Tanh(dots, dots);
                return;
        }
    }

    private static double Power(double value, int exponent)
    {
        var power = 1.0;
        for (; exponent > 0; exponent >>= 1, value *= value)
        {
            power = (exponent & 1) == 1 ? power * value : power;
        }

        return power;
    }
}
