using System.Globalization;
using System.Text.RegularExpressions;
using Reprise.Core.Randomness;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>A condition on runs that says itself in the search grammar and judges a run without any database: what every search is measured by.</summary>
internal abstract record RunCondition
{
    private static readonly string[] Texts = ["a", "B", "ab", "a%", "it's", "", "%"];

    private static readonly double[] Numbers = [-1, 0, 0.5, 1, 2];

    private static readonly string[] Keyed = ["params.p", "tags.`t 1`", "params.\"q.r\""];

    private static readonly string[] TextOperators = ["=", "!=", "LIKE", "ILIKE"];

    private static readonly string[] NumberOperators = ["=", "!=", "<", "<=", ">", ">="];

    /// <summary>The values the fields of random conditions are compared with, for runs that should meet some of them.</summary>
    public static IReadOnlyList<string> SomeTexts => Texts;

    /// <inheritdoc cref="SomeTexts"/>
    public static IReadOnlyList<double> SomeNumbers => Numbers;

    /// <summary>How strongly it binds: 3 for a single test or NOT, 2 for AND, 1 for OR.</summary>
    protected virtual int Strength => 3;

    /// <summary>Whether a run meets the condition.</summary>
    public abstract bool Holds(Run run);

    /// <summary>The condition in the grammar, without parentheses it does not need.</summary>
    public abstract string Write();

    /// <summary>A random condition at most this deep.</summary>
    public static RunCondition Random(Rng rng, int depth) => (depth == 0 ? 0 : rng.NextInt32(6)) switch
    {
        1 => new Not(Random(rng, depth - 1)),
        2 or 3 => new Joined(true, [.. Enumerable.Range(0, 2 + rng.NextInt32(2)).Select(_ => Random(rng, depth - 1))]),
        4 or 5 => new Joined(false, [.. Enumerable.Range(0, 2 + rng.NextInt32(2)).Select(_ => Random(rng, depth - 1))]),
        _ => Leaf(rng),
    };

    private static RunCondition Leaf(Rng rng)
    {
        switch (rng.NextInt32(6))
        {
            case 0:
                return new Null(Pick(["metrics.m", "params.p", "tags.`t 1`", "end_time", "dataset.name", "dataset.context"], rng), rng.NextInt32(2) == 0);
            case 1:
                return new Compared("metrics.m", Pick(NumberOperators, rng), Pick(Numbers, rng));
            case 2:
                return new Compared(Pick(["start_time", "end_time"], rng), Pick(NumberOperators, rng), rng.NextInt32(5));
            case 3:
                return new Matched(Pick(["dataset.name", "dataset.context", "attributes.run_name"], rng), Pick(TextOperators, rng), Pick(Texts, rng));
            default:
                return new Matched(Pick(Keyed, rng), Pick(TextOperators, rng), Pick(Texts, rng));
        }
    }

    private static T Pick<T>(IReadOnlyList<T> choices, Rng rng) => choices[rng.NextInt32(choices.Count)];

    private static string Inside(RunCondition part, int strength) => part.Strength > strength ? part.Write() : $"({part.Write()})";

    private static IEnumerable<object> Values(string field, Run run) => field switch
    {
        "metrics.m" => run.Metrics.Where(metric => metric.Key == "m").Select(metric => (object)metric.Value),
        "start_time" => [(double)run.Info.StartTime],
        "end_time" => run.Info.EndTime is { } end ? [(double)end] : [],
        "attributes.run_name" => [run.Info.Name],
        "dataset.name" => run.DatasetInputs.Select(input => input.Name),
        "dataset.context" => run.DatasetInputs.SelectMany(input => input.Tags).Where(tag => tag.Key == "mlflow.data.context").Select(tag => tag.Value),
        "tags.`t 1`" => run.Tags.Where(tag => tag.Key == "t 1").Select(tag => tag.Value),
        _ => run.Params.Where(param => param.Key == field[7..].Trim('"')).Select(param => param.Value),
    };

    /// <summary>Terms joined by AND or OR.</summary>
    public sealed record Joined(bool All, IReadOnlyList<RunCondition> Terms) : RunCondition
    {
        protected override int Strength => All ? 2 : 1;

        public override bool Holds(Run run) => All ? Terms.All(term => term.Holds(run)) : Terms.Any(term => term.Holds(run));

        public override string Write() => string.Join(All ? " AND " : " or ", Terms.Select(term => Inside(term, Strength)));
    }

    /// <summary>A condition that must not hold.</summary>
    public sealed record Not(RunCondition Term) : RunCondition
    {
        public override bool Holds(Run run) => !Term.Holds(run);

        public override string Write() => "NOT " + Inside(Term, 2);
    }

    /// <summary>Whether a field is there.</summary>
    public sealed record Null(string Field, bool IsNull) : RunCondition
    {
        public override bool Holds(Run run) => Values(Field, run).Any() != IsNull;

        public override string Write() => $"{Field} IS {(IsNull ? "" : "NOT ")}NULL";
    }

    /// <summary>A number compared.</summary>
    public sealed record Compared(string Field, string Operator, double Number) : RunCondition
    {
        public override bool Holds(Run run) => Values(Field, run).Cast<double>().Any(value => Operator switch
        {
            "=" => value == Number,
            "!=" => value != Number,
            "<" => value < Number,
            "<=" => value <= Number,
            ">" => value > Number,
            _ => value >= Number,
        });

        public override string Write() => $"{Field} {Operator} {Number.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>A text compared.</summary>
    public sealed record Matched(string Field, string Operator, string Text) : RunCondition
    {
        public override bool Holds(Run run) => Values(Field, run).Cast<string>().Any(value => Operator switch
        {
            "=" => value == Text,
            "!=" => value != Text,
            "LIKE" => Pattern(Text).IsMatch(value),
            _ => Pattern(Text.ToLowerInvariant()).IsMatch(value.ToLowerInvariant()),
        });

        public override string Write() => $"{Field} {Operator} '{Text.Replace("'", "''", StringComparison.Ordinal)}'";

        private static Regex Pattern(string like) => new(
            $"\\A{Regex.Escape(like).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal)}\\z",
            RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }
}
