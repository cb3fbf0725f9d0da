using System.Diagnostics;
using Reprise.Tracking.Client;

namespace Reprise.Tracking.Tests.Client;

public sealed class GitStateTests
{
    [Theory]
    [InlineData("# branch.oid 0123abc\n# branch.head main\n", "0123abc", "main", false)]
    [InlineData("# branch.oid 0123abc\n# branch.head (detached)\n1 .M N... 100644 100644 100644 a b file\n", "0123abc", null, true)]
    [InlineData("# branch.oid (initial)\n# branch.head main\n", null, "main", false)]
    [InlineData("", null, null, false)]
    public void Parse_Status_GivesCommitBranchAndDirt(string status, string? commit, string? branch, bool dirty) =>
        Assert.Equal(new GitState(commit, branch, dirty), GitState.Parse(status));

    [Fact]
    public async Task FindAsync_FolderInNoRepository_IsNull()
    {
        using var home = new TemporaryHome();

        Assert.Null(await GitState.FindAsync(home.Folder, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FindAsync_Repository_GivesItsCommit()
    {
        using var home = new TemporaryHome();
        Git(home.Folder, "init", "-q", "-b", "trunk");
        await File.WriteAllTextAsync(Path.Combine(home.Folder, "f"), "1", TestContext.Current.CancellationToken);
        Git(home.Folder, "add", "f");
        Git(home.Folder, "-c", "user.name=n", "-c", "user.email=e@example.org", "commit", "-q", "-m", "first");
        var clean = await GitState.FindAsync(home.Folder, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(home.Folder, "f"), "22", TestContext.Current.CancellationToken);
        var dirty = await GitState.FindAsync(home.Folder, TestContext.Current.CancellationToken);

        Assert.Equal(("trunk", false, 40), (clean!.Branch, clean.IsDirty, clean.Commit!.Length));
        Assert.Equal(clean with { IsDirty = true }, dirty);
    }

    private static void Git(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
