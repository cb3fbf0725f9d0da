using System.Globalization;
using System.Text;

namespace Reprise.Tracking.Http;

/// <summary>The query of a GET; what is null is left out, a list repeats its key.</summary>
internal sealed class RestQuery
{
    private readonly StringBuilder _text = new();

    public static RestQuery None => new();

    public RestQuery Add(string key, string? value)
    {
        if (value is not null)
        {
            _text.Append(_text.Length == 0 ? '?' : '&').Append(key).Append('=').Append(Uri.EscapeDataString(value));
        }

        return this;
    }

    public RestQuery Add(string key, int? value) => Add(key, value?.ToString(CultureInfo.InvariantCulture));

    public RestQuery Add(string key, long? value) => Add(key, value?.ToString(CultureInfo.InvariantCulture));

    public RestQuery Add(string key, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            Add(key, value);
        }

        return this;
    }

    public override string ToString() => _text.ToString();
}
