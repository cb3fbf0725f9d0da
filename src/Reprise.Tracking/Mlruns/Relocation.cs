namespace Reprise.Tracking.Mlruns;

/// <summary>URIs of artifacts that have moved.</summary>
internal static class Relocation
{
    /// <summary>The URI where its artifacts are now; as it is when they have not moved.</summary>
    public static string? Of(string? uri, IReadOnlyList<(string From, string To)> moved)
    {
        foreach (var (from, to) in moved)
        {
            var root = from.TrimEnd('/');
            if (uri is not null && (uri == root || uri.StartsWith(root + "/", StringComparison.Ordinal)))
            {
                return to + uri[root.Length..];
            }
        }

        return uri;
    }
}
