using Reprise.Core.Errors;
using Reprise.Core.Randomness;
using Reprise.Tracking.Search;
using Reprise.Tracking.Sqlite;

namespace Reprise.Tracking.Tests.Search;

public sealed class FilterParserTests
{
    [Fact]
    public void Parse_Comparisons_GiveATypedTree()
    {
        var tree = FilterParser.Parse("metrics.`val loss` >= -1.5e-3 and params.\"a.b\" ILIKE 'it''s%' AND run_id not in ('a', \"b\")", SearchVocabularies.Runs);

        Assert.Collection(
            Assert.IsType<Conjunction>(tree).Terms,
            term => Assert.Equal(
                new Comparison(new SearchField(SearchEntity.Metric, "val loss"), Comparator.GreaterOrEqual, new NumberValue(-0.0015)), term),
            term => Assert.Equal(new Comparison(new SearchField(SearchEntity.Param, "a.b"), Comparator.LikeIgnoreCase, new TextValue("it's%")), term),
            term =>
            {
                var comparison = Assert.IsType<Comparison>(term);
                Assert.Equal(Comparator.NotIn, comparison.Comparator);
                Assert.Equal(["a", "b"], Assert.IsType<TextListValue>(comparison.Value).Texts);
            });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \t\n")]
    public void Parse_Nothing_HasNoTerms(string? filter) => Assert.Empty(Assert.IsType<Conjunction>(FilterParser.Parse(filter, SearchVocabularies.Runs)).Terms);

    [Fact]
    public void Parse_AnyTree_ComesBackAsWritten()
    {
        var random = new Rng(11);
        var depths = new HashSet<int>();
        for (var i = 0; i < 3_000; i++)
        {
            var tree = FilterTrees.Random(random, random.NextInt32(6));
            var text = FilterTrees.Write(tree, random);

            // Lists in records compare by reference, so trees are compared as text with every parenthesis.
            Assert.Equal(FilterTrees.Whole(tree), FilterTrees.Whole(FilterParser.Parse(text, SearchVocabularies.Runs)));
            depths.Add(FilterTrees.Depth(tree));
        }

        Assert.Superset(Enumerable.Range(1, 5).ToHashSet(), depths);
    }

    [Fact]
    public void Parse_LongFilterWithAnErrorInTheMiddle_ShowsThePlaceOnly()
    {
        var filter = string.Join(" AND ", Enumerable.Repeat("metrics.m > 1", 50)) + " AND metrics.m > 'x' AND " + string.Join(" AND ", Enumerable.Repeat("metrics.m > 1", 50));

        var lines = Assert.Throws<RepriseException>(() => FilterParser.Parse(filter, SearchVocabularies.Runs)).Message.Split('\n');

        Assert.Equal("Expected numeric value type for metric. Found 'x'", lines[0]);
        Assert.InRange(lines[1].Length, 60, 80);
        Assert.Equal('\'', lines[1][lines[2].IndexOf('^', StringComparison.Ordinal)]);
        Assert.EndsWith($"^ column {filter.IndexOf('\'', StringComparison.Ordinal) + 1}", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AnyText_IsUnderstoodOrRefusedInWords()
    {
        const string Valid = "metrics.k >= -1.5 AND params.`a b` LIKE 'x%' AND run_id IN ('a', \"b\") AND dataset.name != 'd'";
        string[] pieces =
        [
            "", "metrics", "params", "tags", "attributes", "dataset", "run_id", "status", ".", "`", "'", "\"", "k", "1", "-2.5e3", "e", "+", "(", ")", ",", "=", "!=", ">",
            "<=", "~", " ", " ", " ", "metrics.k", "params.k", "'x'", " = ", " AND ", "AND", "or", "NOT", "IN", "IS", "IS NULL", "NULL", " OR (", "NOT (", " OR ", "LIKE", "ilike", "\0", "ş", "\\", ";", "--", "\u2028",
        ];
        var random = new Rng(3);
        var understood = 0;
        for (var i = 0; i < 30_000; i++)
        {
            var filter = Valid;
            for (var edit = random.NextInt32(5); edit > 0; edit--)
            {
                var at = random.NextInt32(filter.Length + 1);
                var length = Math.Min(random.NextInt32(6), filter.Length - at);
                filter = filter.Remove(at, length).Insert(at, pieces[random.NextInt32(pieces.Length)]);
            }

            try
            {
                var parameters = new SqlParameters(SqliteDialect.Instance);
                understood += SqlFilter.Compile(FilterParser.Parse(filter, SearchVocabularies.Runs), parameters, (test, p) => SqlFilter.Test("x", test, p))== "TRUE" ? 0 : 1;
                OrderClause.Parse([filter], SearchVocabularies.Runs);
            }
            catch (RepriseException refusal)
            {
                Assert.Equal(ErrorCode.InvalidParameterValue, refusal.Code);
                Assert.NotEmpty(refusal.Message);
            }
        }

        Assert.InRange(understood, 5_000, 29_000);
    }

    [Fact]
    public void Parse_QuotedText_ComesBackAsWritten()
    {
        const string Alphabet = "a'\"`\\%_ ;)ş\n";
        var random = new Rng(5);
        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.NextInt32(10)).Select(_ => Alphabet[random.NextInt32(Alphabet.Length)]));
            foreach (var quote in (char[])['\'', '"'])
            {
                var written = quote + text.Replace(new string(quote, 1), new string(quote, 2), StringComparison.Ordinal) + quote;
                var comparison = Assert.IsType<Comparison>(FilterParser.Parse($"tags.t = {written}", SearchVocabularies.Runs));
                Assert.Equal(new TextValue(text), comparison.Value);
            }
        }
    }

    [Fact]
    public void Parse_MoreComparisonsThanTheLimit_IsRefused()
    {
        static string Filter(int terms) => string.Join(" AND ", Enumerable.Repeat("metrics.m > 1", terms));

        Assert.Equal(FilterParser.MaxTerms, FilterParser.Parse(Filter(FilterParser.MaxTerms), SearchVocabularies.Runs).Tests.Count());
        var refusal = Assert.Throws<RepriseException>(() => FilterParser.Parse(Filter(20_000), SearchVocabularies.Runs));
        Assert.StartsWith($"A filter can hold at most {FilterParser.MaxTerms} comparisons. Split the search.\n", refusal.Message, StringComparison.Ordinal);
    }
}
