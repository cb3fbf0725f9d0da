namespace Reprise.Tracking.Search;

/// <summary>A word of a filter: its kind, its text as written, its meaning (quotes removed), and where it starts.</summary>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, string Value, int At)
{
    /// <summary>Whether it is this keyword, in any case.</summary>
    public bool IsKeyword(string keyword) => Kind == FilterTokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Kinds of <see cref="FilterToken"/>.</summary>
internal enum FilterTokenKind
{
    /// <summary>After the last token.</summary>
    End,

    /// <summary>A keyword or identifier: <c>AND</c>, <c>metrics.loss</c>, <c>params."my key"</c>.</summary>
    Word,

    /// <summary>Text in single or double quotes; at the left of a comparator an identifier.</summary>
    Quoted,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A run of <c>= ! &lt; &gt; ~</c>.</summary>
    Operator,

    /// <summary>(</summary>
    Open,

    /// <summary>)</summary>
    Close,

    /// <summary>,</summary>
    Comma,

    /// <summary>Anything else, an unended quote included.</summary>
    Unknown,
}
