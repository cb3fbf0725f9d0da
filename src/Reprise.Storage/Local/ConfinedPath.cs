using Reprise.Core.Errors;
using Reprise.Core.Files;

namespace Reprise.Storage.Local;

/// <summary>Paths that stay below a root, links followed.</summary>
internal static class ConfinedPath
{
    /// <summary>The path of a key below a root whose own links are resolved.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: a link on the way leads out of the root.</exception>
    public static string Resolve(string realRoot, ObjectKey key)
    {
        var path = realRoot;
        foreach (var part in key.IsRoot ? [] : key.Value.Split('/'))
        {
            path = Path.Combine(path, part);
            if (RealPath.LinkTarget(path) is { } target)
            {
                if (!IsInside(realRoot, target))
                {
                    throw new RepriseException(ErrorCode.InvalidParameterValue, $"Invalid path '{key}': a link on the way leads out of the store.");
                }

                path = target;
            }
        }

        return path;
    }

    /// <summary>The path of what a key itself names: when that is a link, the link and not what it points to.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: a link leads out of the root.</exception>
    public static string ResolveEntry(string realRoot, ObjectKey key)
    {
        var target = Resolve(realRoot, key);
        return key.IsRoot ? target : Path.Combine(Resolve(realRoot, key.Parent), key.Name);
    }

    /// <summary>Whether a path is the root or below it.</summary>
    public static bool IsInside(string root, string path) =>
        path == root || path.StartsWith(root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
