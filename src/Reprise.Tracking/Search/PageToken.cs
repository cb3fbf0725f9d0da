using System.Text;
using System.Text.Json;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Search;

/// <summary>The opaque text that continues a search: base64 of <c>{"offset": N}</c>, as MLflow writes it.</summary>
internal static class PageToken
{
    public static string Encode(long offset) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{{\"offset\": {offset}}}")));

    /// <summary>The offset in a token; 0 for none.</summary>
    public static long Decode(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return 0;
        }

        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length))
        {
            throw Invalid.Parameter("Invalid page token, could not base64-decode");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length));
            if (document.RootElement.TryGetProperty("offset", out var value) && value.TryGetInt64(out var offset) && offset >= 0)
            {
                return offset;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Said below, for every way of not being a token.
        }

        throw Invalid.Parameter($"Invalid page token, parsed value={Encoding.UTF8.GetString(bytes.AsSpan(0, length))}");
    }
}
