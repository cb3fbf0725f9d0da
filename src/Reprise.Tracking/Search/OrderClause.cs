using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Search;

/// <summary>A field to order by, and which way.</summary>
internal readonly record struct OrderClause(SearchField Field, bool Descending)
{
    /// <summary>Clauses in one search.</summary>
    public const int MaxClauses = 32;

    /// <summary>Reads clauses such as <c>metrics.`val loss` DESC</c>; a field may be named once.</summary>
    public static List<OrderClause> Parse(IReadOnlyList<string> clauses, SearchVocabulary vocabulary)
    {
        if (clauses.Count > MaxClauses)
        {
            throw Invalid.Parameter(FormattableString.Invariant($"`order_by` can hold at most {MaxClauses} clauses. Got {clauses.Count}."));
        }

        var parsed = clauses.Select(clause => Parse(clause, vocabulary)).ToList();
        var twice = parsed.GroupBy(clause => clause.Field).Where(group => group.Count() > 1).Select(group => $"'{group.Key.Key}'").ToList();
        return twice.Count == 0 ? parsed : throw Invalid.Parameter($"`order_by` contains duplicate fields: [{string.Join(", ", twice)}]");
    }

    private static OrderClause Parse(string clause, SearchVocabulary vocabulary)
    {
        var tokens = FilterLexer.Tokens(clause);
        if (tokens.Count is 0 or > 2 || tokens[0].Kind is not (FilterTokenKind.Word or FilterTokenKind.Quoted))
        {
            throw Invalid.Parameter($"Invalid order_by clause '{clause}'. Could not be parsed.");
        }

        if (tokens.Count == 2 && !tokens[1].IsKeyword("ASC") && !tokens[1].IsKeyword("DESC"))
        {
            throw Invalid.Parameter($"Invalid ordering key in order_by clause '{clause}'.");
        }

        var identifier = tokens[0].Kind == FilterTokenKind.Quoted ? $"`{tokens[0].Value}`" : tokens[0].Text;
        return new OrderClause(vocabulary.OrderField(identifier), tokens.Count == 2 && tokens[1].IsKeyword("DESC"));
    }
}
