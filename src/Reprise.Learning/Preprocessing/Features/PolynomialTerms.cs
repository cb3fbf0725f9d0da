using System.Globalization;

namespace Reprise.Learning.Preprocessing.Features;

/// <summary>The products of columns up to a degree: each is an earlier one times a column.</summary>
/// <param name="Columns">Number of columns.</param>
/// <param name="Degree">Most factors.</param>
/// <param name="InteractionOnly">Whether no column is a factor twice.</param>
/// <param name="IncludeBias">Whether the empty product is among them, first.</param>
/// <param name="Parents">Per product the one it extends, or −1 for the empty one.</param>
/// <param name="Factors">Per product the column it is extended by, or −1 for the empty one itself.</param>
internal sealed record PolynomialTerms(int Columns, int Degree, bool InteractionOnly, bool IncludeBias, int[] Parents, int[] Factors)
{
    public const int MaxDegree = 20;
    public const int MaxTerms = 100_000;

    /// <summary>All of them in order, or null when there are too many.</summary>
    public static PolynomialTerms? Make(int columns, int degree, bool interactionOnly, bool includeBias)
    {
        var parents = new List<int>();
        var factors = new List<int>();
        if (includeBias)
        {
            parents.Add(-1);
            factors.Add(-1);
        }

        if (columns > MaxTerms)
        {
            return null;
        }

        var start = parents.Count;
        for (var column = 0; column < columns; column++)
        {
            parents.Add(-1);
            factors.Add(column);
        }

        for (var current = 2; current <= degree; current++)
        {
            var end = parents.Count;
            for (var parent = start; parent < end; parent++)
            {
                for (var column = factors[parent] + (interactionOnly ? 1 : 0); column < columns; column++)
                {
                    if (parents.Count == MaxTerms)
                    {
                        return null;
                    }

                    parents.Add(parent);
                    factors.Add(column);
                }
            }

            start = end;
        }

        return new PolynomialTerms(columns, degree, interactionOnly, includeBias, [.. parents], [.. factors]);
    }

    /// <summary>The product at a place in words: <c>1</c>, <c>a</c>, <c>a^2 b</c>.</summary>
    public string Name(int term, IReadOnlyList<string> inputs)
    {
        if (Factors[term] < 0)
        {
            return "1";
        }

        var parts = new Stack<string>();
        while (term >= 0)
        {
            var (factor, power) = (Factors[term], 0);
            while (term >= 0 && Factors[term] == factor)
            {
                power++;
                term = Parents[term];
            }

            parts.Push(power == 1 ? inputs[factor] : string.Create(CultureInfo.InvariantCulture, $"{inputs[factor]}^{power}"));
        }

        return string.Join(' ', parts);
    }
}
