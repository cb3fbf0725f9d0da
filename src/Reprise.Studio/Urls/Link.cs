using System.Text;

namespace Reprise.Studio.Urls;

/// <summary>
/// An address inside the Studio, relative to the application's root (pages have a base address, so it works behind any path prefix).
/// Every part is escaped. Build it with <see cref="To"/> and <see cref="With(string, string?)"/>.
/// </summary>
internal sealed class Link
{
    private readonly StringBuilder _text = new();
    private bool _hasQuery;

    private Link()
    {
    }

    /// <summary>An address of path segments, each escaped; none is the root.</summary>
    public static Link To(params ReadOnlySpan<string> segments)
    {
        var link = new Link();
        foreach (var segment in segments)
        {
            link._text.Append(link._text.Length == 0 ? "" : "/").Append(Uri.EscapeDataString(segment));
        }

        return link;
    }

    /// <summary>Adds a query value; null and empty are left out, so that an address says only what is not the default.</summary>
    public Link With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _text.Append(_hasQuery ? '&' : '?').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _hasQuery = true;
        }

        return this;
    }

    /// <summary>Adds one query value of the same name for each item.</summary>
    public Link With(string name, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            With(name, value);
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.Length == 0 ? "./" : _text.ToString()[0] == '?' ? "./" + _text : _text.ToString();
}
