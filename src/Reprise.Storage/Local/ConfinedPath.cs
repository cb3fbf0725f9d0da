using Reprise.Core.Errors;

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
            if (Target(path) is { } target)
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

    /// <summary>The folder's path with every link in it resolved.</summary>
    public static string Real(string folder)
    {
        var full = Path.GetFullPath(folder);
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            real = Target(real) is { } target ? Real(target) : real;
        }

        return real;
    }

    /// <summary>Whether a path is the root or below it.</summary>
    public static bool IsInside(string root, string path) =>
        path == root || path.StartsWith(root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // The real path a link points to; null for what is no link or not there.
    private static string? Target(string path)
    {
        var info = new FileInfo(path);
        if (info.LinkTarget is null)
        {
            return null;
        }

        try
        {
            return Real(info.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        }
        catch (IOException exception)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, $"'{path}' is a link that leads nowhere.", exception);
        }
    }
}
