using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Reprise.Storage.Azure;

/// <summary>Signs requests with an account's key (the scheme "Shared Key" of the storage services), and URLs for those who have no key (service SAS).</summary>
internal static class SharedKey
{
    /// <summary>Version of the protocol spoken and signed.</summary>
    public const string Version = "2021-12-02";

    /// <summary>Adds date, version and authorization to a request that is complete.</summary>
    public static void Sign(HttpRequestMessage request, AzureCredential credential, DateTimeOffset now)
    {
        request.Headers.Add("x-ms-date", now.ToString("R", CultureInfo.InvariantCulture));
        request.Headers.Add("x-ms-version", Version);
        if (credential.Key is not { } key)
        {
            request.RequestUri = new Uri(request.RequestUri!.OriginalString + (request.RequestUri.Query.Length > 0 ? "&" : "?") + credential.Sas);
            return;
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("SharedKey", $"{credential.Account}:{Hmac(key, TextOf(request, credential.Account))}");
    }

    /// <summary>The query that lets its holder write (blocks of) or read one blob until a moment.</summary>
    /// <param name="key">The account's key.</param>
    /// <param name="resource">The blob as <c>account/container/name</c>.</param>
    /// <param name="permissions">Letters in the service's order, such as <c>r</c> or <c>cw</c>.</param>
    /// <param name="until">The end.</param>
    public static string Sas(byte[] key, string resource, string permissions, DateTimeOffset until)
    {
        var end = until.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        string[] signed = [permissions, "", end, "/blob/" + resource, "", "", "", Version, "b", "", "", "", "", "", "", ""];
        return $"sv={Version}&sr=b&sp={permissions}&se={Uri.EscapeDataString(end)}&sig={Uri.EscapeDataString(Hmac(key, string.Join('\n', signed)))}";
    }

    private static string TextOf(HttpRequestMessage request, string account)
    {
        var content = request.Content?.Headers;
        var length = content?.ContentLength is > 0 and var bytes ? bytes.ToString(CultureInfo.InvariantCulture) : "";
        var text = new StringBuilder();
        foreach (var line in (ReadOnlySpan<string>)
        [
            request.Method.Method, "", "", length, content?.ContentMD5 is { } md5 ? Convert.ToBase64String(md5) : "", content?.ContentType?.ToString() ?? "",
            "", "", Header(request, "If-Match"), Header(request, "If-None-Match"), "", Header(request, "Range"),
        ])
        {
            text.Append(line).Append('\n');
        }

        foreach (var (name, values) in request.Headers.Where(header => header.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .Select(header => (Name: header.Key.ToLowerInvariant(), header.Value)).OrderBy(header => header.Name, StringComparer.Ordinal))
        {
            text.Append(name).Append(':').AppendJoin(',', values).Append('\n');
        }

        text.Append('/').Append(account).Append(request.RequestUri!.AbsolutePath);
        foreach (var (name, value) in Query(request.RequestUri).OrderBy(pair => pair.Name, StringComparer.Ordinal))
        {
            text.Append('\n').Append(name).Append(':').Append(value);
        }

        return text.ToString();
    }

    private static IEnumerable<(string Name, string Value)> Query(Uri uri) =>
        from pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=', 2)
        select (Uri.UnescapeDataString(parts[0]).ToLowerInvariant(), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");

    private static string Header(HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";

    private static string Hmac(byte[] key, string text) => Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
