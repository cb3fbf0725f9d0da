using Reprise.Core.Errors;

namespace Reprise.Core.Files;

/// <summary>Paths with their links followed, to tell whether two names are the same file or folder.</summary>
public static class RealPath
{
    /// <summary>How two real paths are compared: without regard to case where the system's file names have none.</summary>
    public static StringComparer Comparer { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The absolute path with every link in it resolved. Parts that are not there stay as they are.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: a link leads nowhere.</exception>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            real = LinkTarget(real) ?? real;
        }

        return real;
    }

    /// <summary>Whether a path, its links followed, is a folder or something below it.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static bool IsInside(string path, string folder)
    {
        var (real, root) = (Of(path), Of(folder));
        var comparison = ReferenceEquals(Comparer, StringComparer.Ordinal) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return Comparer.Equals(real, root) || real.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, comparison);
    }

    /// <summary>The real path a link points to; null for what is no link or not there.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static string? LinkTarget(string path)
    {
        var info = new FileInfo(path);
        if (info.LinkTarget is null)
        {
            return null;
        }

        try
        {
            return Of(info.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        }
        catch (IOException exception)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, $"'{path}' is a link that leads nowhere.", exception);
        }
    }
}
