using System.Xml.Linq;

namespace Reprise.Architecture.Tests;

/// <summary>One project file: what it references.</summary>
internal sealed record Project(string Name, string Path, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, bool UsesAspNet);

/// <summary>The projects of a checkout as their csproj files state them.</summary>
internal static class ProjectGraph
{
    public static IReadOnlyList<Project> Read(string root, params string[] folders) =>
    [
        .. folders
            .Select(folder => Path.Combine(root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(path => ReadProject(root, path)),
    ];

    private static Project ReadProject(string root, string path)
    {
        var document = XDocument.Load(path);
        return new Project(
            Path.GetFileNameWithoutExtension(path),
            Path.GetRelativePath(root, path),
            [.. Includes(document, "ProjectReference").Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))],
            [.. Includes(document, "PackageReference")],
            Includes(document, "FrameworkReference").Contains("Microsoft.AspNetCore.App")
                || (string?)document.Root?.Attribute("Sdk") is "Microsoft.NET.Sdk.Web");
    }

    private static IEnumerable<string> Includes(XDocument document, string element) =>
        document.Descendants().Where(e => e.Name.LocalName == element).Select(e => (string?)e.Attribute("Include")).OfType<string>();
}
