namespace Reprise.Tracking.Artifacts;

/// <summary>Arithmetic on artifact URIs.</summary>
internal static class ArtifactUri
{
    /// <summary>The scheme of files kept by the tracking store itself.</summary>
    public const string OwnScheme = "mlflow-artifacts:";

    /// <summary>The root of files kept by the tracking store itself.</summary>
    public const string OwnRoot = OwnScheme + "/";

    /// <summary>Appends parts to the path of a URI or a plain path; a query stays at the end.</summary>
    public static string Append(string uri, string path)
    {
        var query = Scheme(uri) is null ? -1 : uri.IndexOf('?', StringComparison.Ordinal);
        var (head, tail) = query < 0 ? (uri, "") : (uri[..query], uri[query..]);
        return $"{head.TrimEnd('/')}/{path}{tail}";
    }

    /// <summary>The path of a <c>file:</c> URI; null for anything else.</summary>
    public static string? LocalPath(string uri) =>
        Scheme(uri) == "file" && Uri.TryCreate(uri, UriKind.Absolute, out var parsed) ? parsed.LocalPath : null;

    /// <summary>The scheme in lower case, or null for a plain path.</summary>
    public static string? Scheme(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        if (colon < 2 || !char.IsAsciiLetter(uri[0]))
        {
            return null;   // one letter is a Windows drive
        }

        foreach (var c in uri.AsSpan(0, colon))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return null;
            }
        }

        return uri[..colon].ToLowerInvariant();
    }
}
