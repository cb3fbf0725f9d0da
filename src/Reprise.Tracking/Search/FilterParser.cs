using Reprise.Core.Errors;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Search;

/// <summary>
/// Reads MLflow's filter grammar and its extension: comparisons joined by AND, and here also OR, NOT, parentheses and IS [NOT] NULL.
/// NOT binds closest, then AND, then OR.
/// </summary>
internal sealed class FilterParser
{
    /// <summary>Comparisons in one filter.</summary>
    public const int MaxTerms = 200;

    /// <summary>Parentheses and NOTs inside each other.</summary>
    public const int MaxDepth = 32;

    /// <summary>Characters in one filter.</summary>
    public const int MaxLength = 500_000;

    /// <summary>Characters of a pattern of LIKE and ILIKE; SQLite takes no longer ones.</summary>
    public const int MaxPattern = 5000;

    private readonly string _text;
    private readonly SearchVocabulary _vocabulary;
    private readonly List<FilterToken> _tokens;
    private int _at;
    private int _depth;
    private int _terms;

    private FilterParser(string text, SearchVocabulary vocabulary)
    {
        _text = text;
        _vocabulary = vocabulary;
        _tokens = FilterLexer.Tokens(text);
    }

    /// <summary>The condition a filter states; a conjunction without terms for an empty filter.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: the filter breaks the grammar or the vocabulary.</exception>
    public static FilterExpression Parse(string? filter, SearchVocabulary vocabulary)
    {
        if (filter?.Length > MaxLength)
        {
            throw Invalid.Parameter(FormattableString.Invariant($"A filter can hold at most {MaxLength} characters. Got {filter.Length}. Split the search."));
        }

        var parser = new FilterParser(filter ?? "", vocabulary);
        return parser._tokens.Count == 0 ? new Conjunction([]) : parser.Whole();
    }

    private FilterExpression Whole()
    {
        var expression = Disjunction();
        return Peek().Kind == FilterTokenKind.End ? expression : throw InvalidClause(Next());
    }

    private FilterExpression Disjunction() => Joined("OR", Conjunction, static terms => new Disjunction(terms));

    private FilterExpression Conjunction() => Joined("AND", Factor, static terms => new Conjunction(terms));

    private FilterExpression Joined(string keyword, Func<FilterExpression> part, Func<List<FilterExpression>, FilterExpression> join)
    {
        var first = part();
        if (!Peek().IsKeyword(keyword))
        {
            return first;
        }

        var terms = new List<FilterExpression> { first };
        while (Peek().IsKeyword(keyword))
        {
            var joint = Next();
            terms.Add(Peek().Kind == FilterTokenKind.End ? throw InvalidClause(joint, $"nothing follows {keyword}") : part());
        }

        return join(terms);
    }

    private FilterExpression Factor()
    {
        var token = Peek();
        if (!token.IsKeyword("NOT") && token.Kind != FilterTokenKind.Open)
        {
            return Comparison();
        }

        Next();
        if (++_depth > MaxDepth)
        {
            throw Refused(token, FormattableString.Invariant($"A filter can hold parentheses and NOTs at most {MaxDepth} deep. Write it flatter."));
        }

        var inner = token.Kind == FilterTokenKind.Open ? Parenthesized(token) : Negated(token);
        _depth--;
        return inner;
    }

    private FilterExpression Parenthesized(FilterToken open)
    {
        var inner = Peek().Kind == FilterTokenKind.End ? throw InvalidClause(open, "nothing follows it") : Disjunction();
        return Accept(FilterTokenKind.Close) ? inner
            : Peek().Kind == FilterTokenKind.End ? throw InvalidClause(open, "it is not closed")
            : throw InvalidClause(Next());
    }

    private Negation Negated(FilterToken not) => new(Peek().Kind == FilterTokenKind.End ? throw InvalidClause(not, "nothing follows NOT") : Factor());

    private FilterExpression Comparison()
    {
        var identifier = Next();
        if (++_terms > MaxTerms)
        {
            throw Refused(identifier, FormattableString.Invariant($"A filter can hold at most {MaxTerms} comparisons. Split the search."));
        }

        if (identifier.Kind == FilterTokenKind.Number)
        {
            throw Refused(identifier, $"Invalid comparison clause. Expected 'Identifier' found '{identifier.Text}'");
        }

        if (identifier.Kind is not (FilterTokenKind.Word or FilterTokenKind.Quoted))
        {
            throw InvalidClause(identifier);
        }

        var comparator = Next();
        if (comparator.IsKeyword("IS"))
        {
            return Presence(identifier);
        }

        var written = Written(comparator) ?? throw InvalidClause(identifier, "no comparator follows it");
        var field = Field(identifier);
        var start = Peek();
        var value = FilterValues.Read(field, _vocabulary, Next, Refused);
        var allowed = _vocabulary.ComparatorsOf(field);
        if (Comparators.Parse(written) is not { } known || !allowed.Contains(known))
        {
            throw Refused(comparator, $"Invalid comparator '{written}' not one of '{Comparators.List(allowed)}'");
        }

        if (value is TextListValue != known is Comparator.In or Comparator.NotIn)
        {
            throw Refused(start, $"Comparator '{written}' and the value of '{field.Key}' do not fit: IN and NOT IN take a list, the others one value.");
        }

        if (known is Comparator.Like or Comparator.LikeIgnoreCase && value is TextValue { Text.Length: > MaxPattern } pattern)
        {
            throw Invalid.Parameter(FormattableString.Invariant(
                $"A pattern of {written} can hold at most {MaxPattern} characters. Got {pattern.Text.Length} for '{field.Key}'. Shorten it, or compare with '='."));
        }

        return new Comparison(field, known, value);
    }

    private Presence Presence(FilterToken identifier)
    {
        var absent = !Peek().IsKeyword("NOT");
        if (!absent)
        {
            Next();
        }

        return Next().IsKeyword("NULL") ? new Presence(Field(identifier), !absent) : throw InvalidClause(identifier, "IS is followed by NULL or NOT NULL");
    }

    /// <summary>The comparator in its one spelling; null for a word that is none.</summary>
    private string? Written(FilterToken token)
    {
        if (token.IsKeyword("NOT") && Peek().IsKeyword("IN"))
        {
            Next();
            return "NOT IN";
        }

        return token.Kind == FilterTokenKind.Operator ? token.Text
            : token.IsKeyword("LIKE") || token.IsKeyword("ILIKE") || token.IsKeyword("IN") ? token.Text.ToUpperInvariant()
            : null;
    }

    private SearchField Field(FilterToken identifier)
    {
        try
        {
            return _vocabulary.FilterField(identifier.Kind == FilterTokenKind.Quoted ? $"`{identifier.Value}`" : identifier.Text);
        }
        catch (RepriseException refusal)
        {
            throw Refused(identifier, refusal.Message, _vocabulary.OwnAttributes.Count == 0 ? null : $"beside MLflow's keys: {string.Join(", ", _vocabulary.OwnAttributes)}");
        }
    }

    private bool Accept(FilterTokenKind kind)
    {
        var accepted = Peek().Kind == kind;
        _at += accepted ? 1 : 0;
        return accepted;
    }

    private FilterToken Peek() => _at < _tokens.Count ? _tokens[_at] : new FilterToken(FilterTokenKind.End, "", "", _text.Length);

    private FilterToken Next()
    {
        var token = Peek();
        _at++;
        return token;
    }

    private RepriseException InvalidClause(FilterToken token, string? hint = null) => Refused(token, $"Invalid clause(s) in filter string: '{token.Text}'", hint);

    private RepriseException Refused(FilterToken token, string message) => Refused(token, message, null);

    private RepriseException Refused(FilterToken token, string message, string? hint) => Invalid.Parameter(FilterPointer.Show(message, _text, token.At, hint));
}
