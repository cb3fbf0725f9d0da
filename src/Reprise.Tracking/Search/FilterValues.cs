using System.Globalization;
using Reprise.Core.Errors;

namespace Reprise.Tracking.Search;

/// <summary>Reads the right side of a comparison.</summary>
internal static class FilterValues
{
    /// <param name="field">What is compared.</param>
    /// <param name="vocabulary">The rules of the field.</param>
    /// <param name="next">Takes the next word.</param>
    /// <param name="refused">The failure about a word.</param>
    public static SearchValue Read(SearchField field, SearchVocabulary vocabulary, Func<FilterToken> next, Func<FilterToken, string, RepriseException> refused)
    {
        var token = next();
        if (vocabulary.IsNumeric(field))
        {
            return token.Kind == FilterTokenKind.Number && double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? new NumberValue(number)
                : throw refused(token, field.Entity == SearchEntity.Metric
                    ? $"Expected numeric value type for metric. Found {token.Text}"
                    : $"Expected numeric value type for numeric attribute: {field.Key}. Found {token.Text}");
        }

        return token.Kind switch
        {
            FilterTokenKind.Quoted => new TextValue(token.Value),
            FilterTokenKind.Open when vocabulary.TakesList(field) => TextList(next, refused),
            FilterTokenKind.Open when field.Entity == SearchEntity.Attribute && vocabulary.ListAttributes.Count > 0 => throw refused(
                token, "Only the 'run_id' attribute supports comparison with a list of quoted string values."),
            _ => throw refused(token, ExpectedText(field, vocabulary, token)),
        };
    }

    private static string ExpectedText(SearchField field, SearchVocabulary vocabulary, FilterToken token) => field.Entity switch
    {
        SearchEntity.Attribute when vocabulary.ListAttributes.Count == 0 => $"Expected a quoted string value for attributes. Got value {token.Text}",
        SearchEntity.Attribute or SearchEntity.Dataset =>
            $"Expected a quoted string value or a list of quoted string values for {(field.Entity == SearchEntity.Dataset ? "dataset" : "attributes")}. Got value {token.Text}",
        _ => $"Expected a quoted string value for {SearchVocabulary.Type(field.Entity)} (e.g. 'my-value'). Got value {token.Text}",
    };

    private static TextListValue TextList(Func<FilterToken> next, Func<FilterToken, string, RepriseException> refused)
    {
        var texts = new List<string>();
        while (true)
        {
            var item = next();
            if (item.Kind != FilterTokenKind.Quoted)
            {
                throw refused(
                    item,
                    "While parsing a list in the query, expected a non-empty list of string values, but got an item that is not a quoted string: "
                    + (item.Kind == FilterTokenKind.End ? "the end of the filter" : item.Text));
            }

            texts.Add(item.Value);
            var joint = next();
            switch (joint.Kind)
            {
                case FilterTokenKind.Close:
                    return new TextListValue(texts);
                case FilterTokenKind.Comma:
                    continue;
                default:
                    throw refused(joint, $"Invalid clause(s) in filter string: '{joint.Text}'");
            }
        }
    }
}
