using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Reprise.Architecture.Tests;

/// <summary>What must hold in a checkout; each rule returns every violation in words.</summary>
internal static class ArchitectureRules
{
    public static IReadOnlyList<string> ForbiddenEdges(string root)
    {
        var rooms = Rooms.Load(root);
        var violations = new List<string>();
        foreach (var project in ProjectGraph.Read(root, "src", "native", "systems"))
        {
            if (!rooms.Allowed.TryGetValue(project.Name, out var allowed))
            {
                violations.Add($"{project.Path}: project '{project.Name}' is not in eng/rooms.json. A new room needs an entry there, a line in docs/architecture.md and an ADR.");
                continue;
            }

            violations.AddRange(
                from target in project.Projects
                where !allowed.Contains(target) && !rooms.Edges.Any(edge => edge.From == project.Name && edge.To == target)
                select $"{project.Path}: {project.Name} → {target} is not an allowed edge. Remove it, or write an ADR and list the edge in eng/rooms.json.");
            if (project.UsesAspNet && !rooms.AspNet.Contains(project.Name))
            {
                violations.Add($"{project.Path}: {project.Name} references ASP.NET; only {string.Join(", ", rooms.AspNet)} may.");
            }
        }

        violations.AddRange(
            from edge in rooms.Edges
            where !File.Exists(Path.Combine(root, "docs", "adr", edge.Adr))
            select $"eng/rooms.json: {edge.From} → {edge.To} cites docs/adr/{edge.Adr}, which is not there.");
        return violations;
    }

    public static IReadOnlyList<string> UndocumentedPackages(string root)
    {
        var documented = File.ReadAllText(Path.Combine(root, "docs", "dependencies.md"));
        return
        [
            .. from package in XDocument.Load(Path.Combine(root, "Directory.Packages.props")).Descendants("PackageVersion")
               let name = (string)package.Attribute("Include")!
               where !Regex.IsMatch(documented, $@"^\|\s*`?{Regex.Escape(name)}`?\s*\|", RegexOptions.Multiline)
               select $"Directory.Packages.props: {name} has no row in docs/dependencies.md (what for, why it, licence).",
        ];
    }

    public static IReadOnlyList<string> ProjectsOutsideTheSolution(string root)
    {
        var solution = File.ReadAllText(Path.Combine(root, "Reprise.slnx"));
        return
        [
            .. from project in ProjectGraph.Read(root, "src", "native", "systems", "tests", "bench")
               where !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal)
               select $"{project.Path} is not in Reprise.slnx, so ./test would not build it.",
        ];
    }

    /// <summary>Pointers are for the bindings of native libraries: only projects under <c>native</c> may allow unsafe code.</summary>
    public static IReadOnlyList<string> UnsafeProjects(string root) =>
    [
        .. from project in ProjectGraph.Read(root, "src", "systems", "tests", "bench")
           where File.ReadAllText(Path.Combine(root, project.Path)).Contains("AllowUnsafeBlocks", StringComparison.Ordinal)
           select $"{project.Path} allows unsafe code; only bindings under native/ may.",
    ];

    /// <summary>Relative links of documents, and paths into <c>src</c>, <c>tests</c> or <c>docs</c> that they name in backticks.</summary>
    public static IReadOnlyList<string> BrokenLinks(string root)
    {
        string[] documents =
        [
            .. Directory.EnumerateFiles(root, "*.md"),
            .. Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories),
        ];
        return
        [
            .. from document in documents
               let text = File.ReadAllText(document)
               let links = Regex.Matches(text, @"\]\((?!https?:|#|mailto:)([^)#\s]+)").Select(match => (Target: match.Groups[1].Value, Base: Path.GetDirectoryName(document)!))
               let paths = Regex.Matches(text, @"`((?:src|native|tests|docs|eng)/[\w./{}-]*[\w/}])`").Select(match => (Target: match.Groups[1].Value, Base: root))
               from link in links.Concat(paths)
               let path = Path.Combine(link.Base, link.Target)
               where !File.Exists(path) && !Directory.Exists(path)
               select $"{Path.GetRelativePath(root, document)}: '{link.Target}' is not there.",
        ];
    }
}
