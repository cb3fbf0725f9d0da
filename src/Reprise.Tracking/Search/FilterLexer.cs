using System.Buffers;

namespace Reprise.Tracking.Search;

/// <summary>Cuts a filter or order clause into tokens. Never fails: what it does not know becomes <see cref="FilterTokenKind.Unknown"/>.</summary>
internal static class FilterLexer
{
    private const char BackTick = '`';

    private static readonly SearchValues<char> Operators = SearchValues.Create("=!<>~");

    public static List<FilterToken> Tokens(string text)
    {
        var tokens = new List<FilterToken>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var end = End(text, at, out var kind);
            var raw = text[at..end];
            tokens.Add(new FilterToken(kind, raw, kind == FilterTokenKind.Quoted ? Unquote(raw) : raw, at));
            at = end;
        }

        return tokens;
    }

    /// <summary>The text inside a pair of equal quotes, a doubled quote being one; other text as it is.</summary>
    public static string Unquote(string text) => text.Length >= 2 && text[0] is '\'' or '"' or BackTick && text[^1] == text[0]
        ? text[1..^1].Replace(new string(text[0], 2), text[..1], StringComparison.Ordinal)
        : text;

    private static int End(string text, int at, out FilterTokenKind kind)
    {
        var c = text[at];
        switch (c)
        {
            case '(':
                kind = FilterTokenKind.Open;
                return at + 1;
            case ')':
                kind = FilterTokenKind.Close;
                return at + 1;
            case ',':
                kind = FilterTokenKind.Comma;
                return at + 1;
            case '\'' or '"':
                var close = QuoteEnd(text, at);
                kind = close < 0 ? FilterTokenKind.Unknown : FilterTokenKind.Quoted;
                return close < 0 ? text.Length : close;
        }

        if (Operators.Contains(c))
        {
            kind = FilterTokenKind.Operator;
            var length = text.AsSpan(at).IndexOfAnyExcept(Operators);
            return length < 0 ? text.Length : at + length;
        }

        if (char.IsAsciiDigit(c) || (c is '+' or '-' or '.' && at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] == '.')))
        {
            kind = FilterTokenKind.Number;
            return NumberEnd(text, at);
        }

        var wordEnd = WordEnd(text, at);
        kind = wordEnd > at ? FilterTokenKind.Word : FilterTokenKind.Unknown;
        return Math.Max(wordEnd, at + 1);
    }

    // A word may hold dots, and a quoted part at its start (back-ticks) or after a dot.
    private static int WordEnd(string text, int at)
    {
        var start = at;
        while (at < text.Length)
        {
            if (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '.' or '-' or '$' or '#' or '@' or '/' or ':')
            {
                at++;
            }
            else if ((text[at] == BackTick || (text[at] is '"' or '\'' && at > start)) && (at == start || text[at - 1] == '.') && QuoteEnd(text, at) is > 0 and var end)
            {
                at = end;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static int NumberEnd(string text, int at)
    {
        at++;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '.' || (text[at] is '+' or '-' && text[at - 1] is 'e' or 'E')))
        {
            at++;
        }

        return at;
    }

    private static int QuoteEnd(string text, int at)
    {
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] != text[at])
            {
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == text[at])
            {
                i++;
                continue;
            }

            return i + 1;
        }

        return -1;
    }
}
