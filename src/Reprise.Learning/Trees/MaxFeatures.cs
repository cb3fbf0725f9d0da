using System.Globalization;
using Reprise.Core.Errors;

namespace Reprise.Learning.Trees;

/// <summary>How many features, drawn anew, a tree looks at for each split. The default value is <see cref="All"/>.</summary>
public readonly record struct MaxFeatures
{
    private readonly Rule _rule;
    private readonly double _amount;

    private MaxFeatures(Rule rule, double amount = 0) => (_rule, _amount) = (rule, amount);

    private enum Rule
    {
        All,
        SquareRoot,
        Log2,
        Count,
        Fraction,
    }

    /// <summary>Every feature.</summary>
    public static MaxFeatures All => default;

    /// <summary>⌊√features⌋, at least 1: the usual choice for forests of classifiers.</summary>
    public static MaxFeatures SquareRoot => new(Rule.SquareRoot);

    /// <summary>⌊log₂ features⌋, at least 1.</summary>
    public static MaxFeatures Log2 => new(Rule.Log2);

    /// <summary>A fixed number, in [1, features]; checked against the data in <c>Fit</c>.</summary>
    public static MaxFeatures Count(int features) => new(Rule.Count, features);

    /// <summary>A part of the features, in (0, 1], rounded down, at least 1; checked in <c>Fit</c>.</summary>
    public static MaxFeatures Fraction(double fraction) => new(Rule.Fraction, fraction);

    /// <summary>How it is written in a parameter list: <c>all</c>, <c>sqrt</c>, <c>log2</c>, a count or a fraction.</summary>
    public override string ToString() => _rule switch
    {
        Rule.All => "all",
        Rule.SquareRoot => "sqrt",
        Rule.Log2 => "log2",
        _ => _amount.ToString("R", CultureInfo.InvariantCulture),
    };

    internal int Of(int features, string owner)
    {
        switch (_rule)
        {
            case Rule.SquareRoot:
                return Math.Max(1, (int)Math.Sqrt(features));
            case Rule.Log2:
                return Math.Max(1, int.Log2(features));
            case Rule.Count:
                Require.InRange((int)_amount, 1, features, owner, nameof(MaxFeatures));
                return (int)_amount;
            case Rule.Fraction:
                Require.InRange(_amount, double.Epsilon, 1, owner, nameof(MaxFeatures));
                return Math.Max(1, (int)(_amount * features));
            default:
                return features;
        }
    }
}
