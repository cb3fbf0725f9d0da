using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Search;

/// <summary>Reads MLflow's filter grammar: comparisons joined by AND.</summary>
internal sealed class FilterParser
{
    /// <summary>Comparisons in one filter.</summary>
    public const int MaxTerms = 200;

    private readonly SearchVocabulary _vocabulary;
    private readonly List<FilterToken> _tokens;
    private int _at;

    private FilterParser(string text, SearchVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _tokens = FilterLexer.Tokens(text);
    }

    /// <summary>The condition a filter states; one without terms for an empty filter.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: the filter breaks the grammar or the vocabulary.</exception>
    public static Conjunction Parse(string? filter, SearchVocabulary vocabulary) => new FilterParser(filter ?? "", vocabulary).Conjunction();

    private Conjunction Conjunction()
    {
        var terms = new List<FilterExpression>();
        while (Peek().Kind != FilterTokenKind.End)
        {
            terms.Add(Comparison());
            if (terms.Count > MaxTerms)
            {
                throw Invalid.Parameter(FormattableString.Invariant($"A filter can hold at most {MaxTerms} comparisons. Split the search."));
            }

            if (Peek().Kind == FilterTokenKind.End)
            {
                break;
            }

            var joint = Next();
            if (!joint.IsKeyword("AND") || Peek().Kind == FilterTokenKind.End)
            {
                throw InvalidClause(joint);
            }
        }

        return new Conjunction(terms);
    }

    private Comparison Comparison()
    {
        var identifier = Next();
        if (identifier.Kind == FilterTokenKind.Number)
        {
            throw Invalid.Parameter($"Invalid comparison clause. Expected 'Identifier' found '{identifier.Text}'");
        }

        if (identifier.Kind is not (FilterTokenKind.Word or FilterTokenKind.Quoted))
        {
            throw InvalidClause(identifier);
        }

        var comparator = ComparatorText(identifier);
        var field = _vocabulary.FilterField(identifier.Kind == FilterTokenKind.Quoted ? $"`{identifier.Value}`" : identifier.Text);
        var value = Value(field);
        var allowed = _vocabulary.ComparatorsOf(field);
        if (Comparators.Parse(comparator) is not { } known || !allowed.Contains(known))
        {
            throw Invalid.Parameter($"Invalid comparator '{comparator}' not one of '{Comparators.List(allowed)}'");
        }

        if (value is TextListValue != known is Comparator.In or Comparator.NotIn)
        {
            throw Invalid.Parameter($"Comparator '{comparator}' and the value of '{field.Key}' do not fit: IN and NOT IN take a list, the others one value.");
        }

        return new Comparison(field, known, value);
    }

    private string ComparatorText(FilterToken identifier)
    {
        var token = Next();
        if (token.Kind == FilterTokenKind.Operator)
        {
            return token.Text;
        }

        if (token.IsKeyword("NOT") && Peek().IsKeyword("IN"))
        {
            Next();
            return "NOT IN";
        }

        return token.IsKeyword("LIKE") || token.IsKeyword("ILIKE") || token.IsKeyword("IN") ? token.Text.ToUpperInvariant() : throw InvalidClause(identifier);
    }

    private SearchValue Value(SearchField field)
    {
        var token = Next();
        if (_vocabulary.IsNumeric(field))
        {
            return token.Kind == FilterTokenKind.Number && double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? new NumberValue(number)
                : throw Invalid.Parameter(field.Entity == SearchEntity.Metric
                    ? $"Expected numeric value type for metric. Found {token.Text}"
                    : $"Expected numeric value type for numeric attribute: {field.Key}. Found {token.Text}");
        }

        return token.Kind switch
        {
            FilterTokenKind.Quoted => new TextValue(token.Value),
            FilterTokenKind.Open when _vocabulary.TakesList(field) => TextList(),
            FilterTokenKind.Open when field.Entity == SearchEntity.Attribute && _vocabulary.ListAttributes.Count > 0 => throw Invalid.Parameter(
                "Only the 'run_id' attribute supports comparison with a list of quoted string values."),
            _ => throw ExpectedText(field, token),
        };
    }

    private RepriseException ExpectedText(SearchField field, FilterToken token) => Invalid.Parameter(field.Entity switch
    {
        SearchEntity.Attribute when _vocabulary.ListAttributes.Count == 0 => $"Expected a quoted string value for attributes. Got value {token.Text}",
        SearchEntity.Attribute or SearchEntity.Dataset =>
            $"Expected a quoted string value or a list of quoted string values for {(field.Entity == SearchEntity.Dataset ? "dataset" : "attributes")}. Got value {token.Text}",
        _ => $"Expected a quoted string value for {SearchVocabulary.Type(field.Entity)} (e.g. 'my-value'). Got value {token.Text}",
    });

    private TextListValue TextList()
    {
        var texts = new List<string>();
        do
        {
            var item = Next();
            if (item.Kind != FilterTokenKind.Quoted)
            {
                throw Invalid.Parameter("While parsing a list in the query, expected a non-empty list of string values, but got an item that is not a quoted string: "
                    + (item.Kind == FilterTokenKind.End ? "the end of the filter" : item.Text));
            }

            texts.Add(item.Value);
        }
        while (Accept(FilterTokenKind.Comma));

        return Accept(FilterTokenKind.Close) ? new TextListValue(texts) : throw InvalidClause(Next());
    }

    private bool Accept(FilterTokenKind kind)
    {
        var accepted = Peek().Kind == kind;
        _at += accepted ? 1 : 0;
        return accepted;
    }

    private FilterToken Peek() => _at < _tokens.Count ? _tokens[_at] : default;

    private FilterToken Next() => _at < _tokens.Count ? _tokens[_at++] : new FilterToken(FilterTokenKind.End, "", "");

    private static RepriseException InvalidClause(FilterToken token) => Invalid.Parameter($"Invalid clause(s) in filter string: '{token.Text}'");
}
