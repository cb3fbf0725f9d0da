namespace Reprise.Architecture.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void Projects_OfThisCheckout_HaveAllowedEdgesOnly() => Assert.Empty(ArchitectureRules.ForbiddenEdges(Repository.Root));

    [Fact]
    public void Packages_OfThisCheckout_AreDocumented() => Assert.Empty(ArchitectureRules.UndocumentedPackages(Repository.Root));

    [Fact]
    public void Projects_OfThisCheckout_AreInTheSolution() => Assert.Empty(ArchitectureRules.ProjectsOutsideTheSolution(Repository.Root));

    [Fact]
    public void Projects_OfThisCheckout_AreUnsafeInNativeBindingsOnly() => Assert.Empty(ArchitectureRules.UnsafeProjects(Repository.Root));

    [Fact]
    public void Documents_OfThisCheckout_HaveNoBrokenLinks() => Assert.Empty(ArchitectureRules.BrokenLinks(Repository.Root));

    [Fact]
    public void ArchitectureDocument_OfThisCheckout_NamesEveryRoomWithinItsLength()
    {
        var document = Repository.Read("docs/architecture.md");

        Assert.All(Rooms.Load(Repository.Root).Allowed.Keys, room => Assert.Contains(room, document, StringComparison.Ordinal));
        Assert.InRange(document.Split('\n').Length, 1, 200);
    }
}
