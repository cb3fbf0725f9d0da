using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Svm;

/// <summary>The factor γ in a kernel. The default value is <see cref="Scale"/>.</summary>
public readonly record struct SvmGamma
{
    private readonly Rule _rule;
    private readonly double _value;

    private SvmGamma(Rule rule, double value = 0) => (_rule, _value) = (rule, value);

    private enum Rule
    {
        Scale,
        Auto,
        Number,
    }

    /// <summary>1 ÷ (columns · variance of all values of x); 1 when they are all the same.</summary>
    public static SvmGamma Scale => default;

    /// <summary>1 ÷ columns.</summary>
    public static SvmGamma Auto => new(Rule.Auto);

    /// <summary>A number in (0, ∞); checked in <c>Fit</c>.</summary>
    public static SvmGamma Of(double value) => new(Rule.Number, value);

    /// <summary>How it is written in a parameter list: <c>scale</c>, <c>auto</c> or the number.</summary>
    public override string ToString() => _rule switch
    {
        Rule.Scale => "scale",
        Rule.Auto => "auto",
        _ => _value.ToString("R", CultureInfo.InvariantCulture),
    };

    internal double For(MatrixView x, string owner)
    {
        switch (_rule)
        {
            case Rule.Scale:
                var variance = Variance(x.Values);
                return variance > 0 && double.IsFinite(1 / (x.Columns * variance)) ? 1 / (x.Columns * variance) : 1;
            case Rule.Auto:
                return 1.0 / x.Columns;
            default:
                Require.InRange(_value, double.Epsilon, double.PositiveInfinity, owner, "Gamma");
                return _value;
        }
    }

    private static double Variance(ReadOnlySpan<double> values)
    {
        var mean = 0.0;
        foreach (var value in values)
        {
            mean += value;
        }

        mean /= values.Length;
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += (value - mean) * (value - mean);
        }

        return sum / values.Length;
    }
}
