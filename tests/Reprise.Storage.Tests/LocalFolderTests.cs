using Reprise.Core.Errors;

namespace Reprise.Storage.Tests;

public sealed class LocalFolderTests
{
    [Fact]
    public void Files_LastNamed_ComesAtTheEnd()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["MLmodel", "z", "a/b"])
        {
            folder.File(name);
        }

        Assert.Equal(["a/b", "z", "MLmodel"], LocalFolder.Files(folder.Path, "MLmodel").Select(file => file.Key.Value));
        Assert.Equal(["MLmodel", "a/b", "z"], LocalFolder.Files(folder.Path).Select(file => file.Key.Value));
    }

    [Fact]
    public void Files_MissingFolder_IsRefused()
    {
        var refusal = Assert.Throws<RepriseException>(() => LocalFolder.Files("/nowhere/at/all"));

        Assert.Equal(ErrorCode.ResourceDoesNotExist, refusal.Code);
    }

    [Fact]
    public void Files_LinkToAFolder_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "loop"), folder.Path);

        Assert.Contains("is a link to a folder", Assert.Throws<RepriseException>(() => LocalFolder.Files(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_NameNoStoreTakes_IsRefused()
    {
        using var folder = new TemporaryFolder();
        folder.File("a\\b");

        Assert.Contains("backslashes", Assert.Throws<RepriseException>(() => LocalFolder.Files(folder.Path)).Message, StringComparison.Ordinal);
    }
}
