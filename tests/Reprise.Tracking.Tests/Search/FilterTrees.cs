using System.Globalization;
using Reprise.Core.Randomness;
using Reprise.Tracking.Search;

namespace Reprise.Tracking.Tests.Search;

/// <summary>Random trees of the grammar, written in many ways that mean the same.</summary>
internal static class FilterTrees
{
    private static readonly string[] Keys = ["k", "my key", "a.b", "and", "ş/x:1"];

    private static readonly string[] Texts = ["x", "", "it's", "say \"so\"", ") OR (", "50%", "`"];

    public static FilterExpression Random(Rng rng, int depth)
    {
        switch (depth == 0 ? 0 : rng.NextInt32(4))
        {
            case 1:
                return new Negation(Random(rng, depth - 1));
            case 2:
                return new Conjunction(Terms(rng, depth));
            case 3:
                return new Disjunction(Terms(rng, depth));
            default:
                return Leaf(rng);
        }
    }

    /// <summary>As people write: parentheses where they are needed and sometimes where not, keywords in any case, any space.</summary>
    public static string Write(FilterExpression tree, Rng rng, int strength = 0)
    {
        var (text, own) = tree switch
        {
            Disjunction any => (string.Join(Space(rng) + Case("OR", rng) + Space(rng), any.Terms.Select(term => Write(term, rng, 1))), 1),
            Conjunction all => (string.Join(Space(rng) + Case("AND", rng) + Space(rng), all.Terms.Select(term => Write(term, rng, 2))), 2),
            Negation not => (Case("NOT", rng) + Space(rng) + Write(not.Term, rng, 2), 3),
            Presence presence => ($"{Field(presence.Field, rng)}{Space(rng)}{Case(presence.IsPresent ? "IS NOT NULL" : "IS NULL", rng)}", 3),
            Comparison comparison => ($"{Field(comparison.Field, rng)} {Case(Spelling(comparison.Comparator), rng)} {Value(comparison.Value)}", 3),
            _ => throw new ArgumentOutOfRangeException(nameof(tree)),
        };
        return own <= strength || rng.NextInt32(5) == 0 ? $"({text})" : text;
    }

    /// <summary>The one text of a tree that shows its whole structure.</summary>
    public static string Whole(FilterExpression tree) => tree switch
    {
        Disjunction any => $"[{string.Join(" | ", any.Terms.Select(Whole))}]",
        Conjunction all => $"[{string.Join(" & ", all.Terms.Select(Whole))}]",
        Negation not => $"!{Whole(not.Term)}",
        Comparison comparison => $"{comparison.Field} {comparison.Comparator} {Value(comparison.Value)}",
        _ => tree.ToString(),
    };

    public static int Depth(FilterExpression tree) => tree switch
    {
        Disjunction any => 1 + any.Terms.Max(Depth),
        Conjunction all => 1 + all.Terms.Max(Depth),
        Negation not => 1 + Depth(not.Term),
        _ => 0,
    };

    private static List<FilterExpression> Terms(Rng rng, int depth) => [.. Enumerable.Range(0, 2 + rng.NextInt32(2)).Select(_ => Random(rng, depth - 1))];

    private static FilterExpression Leaf(Rng rng)
    {
        SearchField[] fields =
        [
            new(SearchEntity.Metric, Pick(Keys, rng)), new(SearchEntity.Param, Pick(Keys, rng)), new(SearchEntity.Tag, Pick(Keys, rng)),
            new(SearchEntity.Attribute, "run_id"), new(SearchEntity.Attribute, "end_time"), new(SearchEntity.Dataset, "digest"),
        ];
        var field = Pick(fields, rng);
        if (rng.NextInt32(4) == 0)
        {
            return new Presence(field, rng.NextInt32(2) == 0);
        }

        var comparator = Pick([.. SearchVocabularies.Runs.ComparatorsOf(field).Order()], rng);
        return new Comparison(field, comparator, SearchVocabularies.Runs.IsNumeric(field) ? new NumberValue(rng.NextInt32(9) - 4)
            : comparator is Comparator.In or Comparator.NotIn ? new TextListValue([.. Enumerable.Range(0, 1 + rng.NextInt32(3)).Select(_ => Pick(Texts, rng))])
            : new TextValue(Pick(Texts, rng)));
    }

    private static string Field(SearchField field, Rng rng) => field.Entity switch
    {
        SearchEntity.Attribute => Pick(["", "attributes.", "attr."], rng) + field.Key,
        SearchEntity.Dataset => Pick(["dataset.", "datasets."], rng) + field.Key,
        var entity => $"{(entity == SearchEntity.Metric ? "metrics" : entity == SearchEntity.Param ? "params" : "tags")}.{Quoted(field.Key, Pick(["`", "\""], rng))}",
    };

    private static string Quoted(string key, string quote) => quote + key + quote;

    private static string Spelling(Comparator comparator) => comparator switch
    {
        Comparator.Equal => "=",
        Comparator.NotEqual => "!=",
        Comparator.Greater => ">",
        Comparator.GreaterOrEqual => ">=",
        Comparator.Less => "<",
        Comparator.LessOrEqual => "<=",
        Comparator.Like => "LIKE",
        Comparator.LikeIgnoreCase => "ILIKE",
        Comparator.In => "IN",
        _ => "NOT IN",
    };

    private static string Value(SearchValue value) => value switch
    {
        NumberValue number => number.Number.ToString(CultureInfo.InvariantCulture),
        TextValue text => $"'{text.Text.Replace("'", "''", StringComparison.Ordinal)}'",
        TextListValue list => $"({string.Join(", ", list.Texts.Select(text => Value(new TextValue(text))))})",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static string Space(Rng rng) => Pick([" ", "  ", "\n", "\t"], rng);

    private static string Case(string keyword, Rng rng) => rng.NextInt32(3) == 0 ? keyword.ToLowerInvariant() : keyword;

    private static T Pick<T>(IReadOnlyList<T> choices, Rng rng) => choices[rng.NextInt32(choices.Count)];
}
