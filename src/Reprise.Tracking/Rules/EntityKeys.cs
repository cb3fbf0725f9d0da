using System.Text.RegularExpressions;

namespace Reprise.Tracking.Rules;

/// <summary>What keys of metrics, parameters and tags may look like: letters, digits, <c>_ - . : /</c> and space, and a path that names itself.</summary>
internal static partial class EntityKeys
{
    /// <summary>Refuses a key by MLflow's rules. <paramref name="path"/> is its place in the request, <paramref name="subject"/> what messages call it.</summary>
    public static void Validate(string? key, string subject, string path = "key")
    {
        if (string.IsNullOrEmpty(key))
        {
            throw Invalid.Missing(path);
        }

        if (!Allowed().IsMatch(key))
        {
            throw Invalid.Value(
                path,
                key,
                "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).");
        }

        var resolved = Normalize(key);
        if (resolved != key || resolved == "." || resolved.StartsWith("..", StringComparison.Ordinal) || resolved.StartsWith('/'))
        {
            throw Invalid.Value(
                path,
                key,
                $"Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '{resolved}'");
        }

        if (key.Length > Limits.Key)
        {
            throw Invalid.TooLong(subject, Limits.Key);
        }
    }

    [GeneratedRegex(@"\A[/\w.\- :]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Allowed();

    /// <summary>POSIX path normalisation: drops empty and <c>.</c> parts, resolves <c>..</c>; two leading slashes stay, as POSIX has it.</summary>
    private static string Normalize(string path)
    {
        var root = path.StartsWith('/') ? path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("///", StringComparison.Ordinal) ? "//" : "/" : "";
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != ".." || (root.Length == 0 && parts.Count == 0) || (parts.Count > 0 && parts[^1] == ".."))
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        var result = root + string.Join('/', parts);
        return result.Length == 0 ? "." : result;
    }
}
