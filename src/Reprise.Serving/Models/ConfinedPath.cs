using Reprise.Core.Errors;

namespace Reprise.Serving.Models;

/// <summary>Names of files inside a directory from a stranger.</summary>
internal static class ConfinedPath
{
    /// <summary>The full path of a file under <paramref name="root"/>; a name that could lead elsewhere, by itself or by a link, is refused.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/> for such a name.</exception>
    public static string Resolve(string root, string relative)
    {
        Check(relative);
        var path = Path.GetFullPath(root);
        foreach (var part in relative.Split('/'))
        {
            path = Path.Combine(path, part);
            FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            if (entry.LinkTarget is not null)
            {
                throw new RepriseException(ErrorCode.InvalidParameterValue, $"'{relative}' goes through a link; links in a model directory are not followed.");
            }
        }

        return path;
    }

    /// <summary>Refuses a name that is not <see cref="IsInside"/>.</summary>
    public static void Check(string relative)
    {
        if (!IsInside(relative))
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue,
                $"'{relative}' is not a path inside the model directory; it must be relative, with '/' between parts and without '..'.");
        }
    }

    /// <summary>Whether a name is plainly relative: parts between single slashes, no dot folders, no drive, no backslash, nothing encoded.</summary>
    public static bool IsInside(string relative) =>
        relative.Length is > 0 and <= 500
        && relative.AsSpan().IndexOfAny("\\:%\0") < 0
        && !Array.Exists(relative.Split('/'), part => part is "" or "." or "..");
}
