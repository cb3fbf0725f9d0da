namespace Reprise.Core.Numerics;

/// <content>Forms over spans: several numbers at a time, each with the bits of the scalar form. A result may overwrite its argument.</content>
public static partial class PortableMath
{
    /// <summary>e to the power of x, within 1 unit in the last place; 0 where it vanishes, +∞ where it overflows, NaN for NaN.</summary>
    public static double Exp(double x) => VectorFunctions.One<double, DoubleFunctions.Exp>(x);

    /// <inheritdoc cref="Exp(double)"/>
    public static float Exp(float x) => VectorFunctions.One<float, SingleFunctions.Exp>(x);

    /// <summary><see cref="Exp(double)"/> of each value.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Exp(ReadOnlySpan<double> x, Span<double> result) => VectorFunctions.Map<double, DoubleFunctions.Exp>(x, result);

    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Exp(ReadOnlySpan<float> x, Span<float> result) => VectorFunctions.Map<float, SingleFunctions.Exp>(x, result);

    /// <summary><see cref="Log(double)"/> of each value.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Log(ReadOnlySpan<double> x, Span<double> result) => VectorFunctions.Map<double, LogFunction>(x, result);

    /// <summary>The logistic function 1 / (1 + e⁻ˣ), within 2 units in the last place, for small results too.</summary>
    public static double Sigmoid(double x) => VectorFunctions.One<double, DoubleFunctions.Sigmoid>(x);

    /// <inheritdoc cref="Sigmoid(double)"/>
    public static float Sigmoid(float x) => VectorFunctions.One<float, SingleFunctions.Sigmoid>(x);

    /// <summary><see cref="Sigmoid(double)"/> of each value.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Sigmoid(ReadOnlySpan<double> x, Span<double> result) => VectorFunctions.Map<double, DoubleFunctions.Sigmoid>(x, result);

    /// <inheritdoc cref="Sigmoid(ReadOnlySpan{double}, Span{double})"/>
    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> result) => VectorFunctions.Map<float, SingleFunctions.Sigmoid>(x, result);

    /// <summary>The hyperbolic tangent, within 2 units in the last place; the sign of 0 is kept.</summary>
    public static double Tanh(double x) => VectorFunctions.One<double, DoubleFunctions.Tanh>(x);

    /// <inheritdoc cref="Tanh(double)"/>
    public static float Tanh(float x) => VectorFunctions.One<float, SingleFunctions.Tanh>(x);

    /// <summary><see cref="Tanh(double)"/> of each value.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Tanh(ReadOnlySpan<double> x, Span<double> result) => VectorFunctions.Map<double, DoubleFunctions.Tanh>(x, result);

    /// <inheritdoc cref="Tanh(ReadOnlySpan{double}, Span{double})"/>
    public static void Tanh(ReadOnlySpan<float> x, Span<float> result) => VectorFunctions.Map<float, SingleFunctions.Tanh>(x, result);
}
