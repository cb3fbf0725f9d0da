using System.Globalization;
using System.Text;

namespace Reprise.Tracking.Search;

/// <summary>Shows where a filter breaks the grammar: below the message the part of the filter, and below that a caret.</summary>
internal static class FilterPointer
{
    /// <summary>Characters shown before and after the place.</summary>
    private const int Around = 36;

    /// <summary>A message whose first line stays what it is, with the place below it. <paramref name="hint"/> is what to do, in a few words.</summary>
    public static string Show(string message, string filter, int at, string? hint = null)
    {
        var start = StartOfCharacter(filter, Math.Max(0, at - Around));
        var end = StartOfCharacter(filter, Math.Min(filter.Length, at + Around));
        var lead = (start > 0 ? "…" : "") + OneLine(filter[start..at]);
        var column = CountCharacters(filter.AsSpan(0, at)) + 1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{message}\n  {lead}{OneLine(filter[at..end])}{(end < filter.Length ? "…" : "")}\n  {new string(' ', CountCharacters(lead))}^ column {column}{(hint is null ? "" : ": " + hint)}");
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            line.Append(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? " " : rune.ToString());
        }

        return line.ToString();
    }

    private static int CountCharacters(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    private static int StartOfCharacter(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;
}
