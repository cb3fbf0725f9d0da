namespace Reprise.Architecture.Tests;

/// <summary>The test of the test: a checkout with one thing wrong is reported, and the same checkout put right is not.</summary>
public sealed class ArchitectureRulesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("reprise-architecture-").FullName;

    public ArchitectureRulesTests()
    {
        Write("eng/rooms.json", """{"rooms":{"A":[],"B":["A"]},"edges":[],"aspNet":[]}""");
        Write("docs/dependencies.md", "| `Known` | x | y | MIT |\n");
        Write("Directory.Packages.props", """<Project><ItemGroup><PackageVersion Include="Known" Version="1" /></ItemGroup></Project>""");
        Write("Reprise.slnx", """<Solution><Project Path="src/A/A.csproj" /><Project Path="src/B/B.csproj" /></Solution>""");
        WriteProject("A");
        WriteProject("B", "A");
    }

    [Fact]
    public void ForbiddenEdges_WithAllowedEdges_ReportsNothing() => Assert.Empty(ArchitectureRules.ForbiddenEdges(_root));

    [Fact]
    public void ForbiddenEdges_WithAForbiddenEdge_NamesIt()
    {
        WriteProject("A", "B");

        var violation = Assert.Single(ArchitectureRules.ForbiddenEdges(_root));
        Assert.Contains("A → B", violation, StringComparison.Ordinal);
    }

    [Fact]
    public void ForbiddenEdges_WithAnEdgeOfAnAdr_NeedsTheAdr()
    {
        WriteProject("A", "B");
        Write("eng/rooms.json", """{"rooms":{"A":[],"B":["A"]},"edges":[{"from":"A","to":"B","adr":"0009-why.md"}],"aspNet":[]}""");
        Assert.Contains("0009-why.md", Assert.Single(ArchitectureRules.ForbiddenEdges(_root)), StringComparison.Ordinal);

        Write("docs/adr/0009-why.md", "# Why");
        Assert.Empty(ArchitectureRules.ForbiddenEdges(_root));
    }

    [Fact]
    public void ForbiddenEdges_WithAnUnknownProject_NamesIt()
    {
        WriteProject("C");

        Assert.Contains("'C'", Assert.Single(ArchitectureRules.ForbiddenEdges(_root)), StringComparison.Ordinal);
    }

    [Fact]
    public void ForbiddenEdges_WithAspNetInAFeature_NamesIt()
    {
        Write("src/A/A.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup></Project>""");

        Assert.Contains("ASP.NET", Assert.Single(ArchitectureRules.ForbiddenEdges(_root)), StringComparison.Ordinal);
    }

    [Fact]
    public void UndocumentedPackages_WithANewPackage_NamesIt()
    {
        Assert.Empty(ArchitectureRules.UndocumentedPackages(_root));
        Write("Directory.Packages.props", """<Project><ItemGroup><PackageVersion Include="Fresh" Version="1" /></ItemGroup></Project>""");

        Assert.Contains("Fresh", Assert.Single(ArchitectureRules.UndocumentedPackages(_root)), StringComparison.Ordinal);
    }

    [Fact]
    public void ProjectsOutsideTheSolution_WithAForgottenProject_NamesIt()
    {
        Assert.Empty(ArchitectureRules.ProjectsOutsideTheSolution(_root));
        Write("tests/A.Tests/A.Tests.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");

        Assert.Contains("A.Tests", Assert.Single(ArchitectureRules.ProjectsOutsideTheSolution(_root)), StringComparison.Ordinal);
    }

    [Fact]
    public void UnsafeProjects_WithUnsafeCodeOutsideNative_NamesIt()
    {
        const string Unsafe = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><AllowUnsafeBlocks>true</AllowUnsafeBlocks></PropertyGroup></Project>";
        Write("native/N/N.csproj", Unsafe);
        Assert.Empty(ArchitectureRules.UnsafeProjects(_root));
        Write("src/A/A.csproj", Unsafe);

        Assert.Contains("src/A/A.csproj", Assert.Single(ArchitectureRules.UnsafeProjects(_root)), StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenLinks_WithALinkAndAPathThatAreNotThere_NamesBoth()
    {
        Write("docs/more.md", "See `src/A/A.csproj`.");
        Write("README.md", "[more](docs/more.md), [site](https://example.org/x)");
        Assert.Empty(ArchitectureRules.BrokenLinks(_root));
        Write("README.md", "[more](docs/less.md), `src/A/Gone.cs`");

        Assert.Equal(2, ArchitectureRules.BrokenLinks(_root).Count);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void WriteProject(string name, params string[] references) =>
        Write(
            $"src/{name}/{name}.csproj",
            $"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>{string.Concat(references.Select(r => $"""<ProjectReference Include="../{r}/{r}.csproj" />"""))}</ItemGroup></Project>""");

    private void Write(string path, string content)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }
}
