using System.Text;
using Reprise.Core.Files;

namespace Reprise.Core.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reprise-atomic-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_ToANewFolder_CreatesItAndLeavesOnlyTheFile()
    {
        var path = Path.Combine(_folder, "a", "b", "file.txt");

        AtomicFile.Write(path, stream => stream.Write("one"u8));
        AtomicFile.Write(path, stream => stream.Write("two"u8));

        Assert.Equal("two", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Write_ThatFailsHalfway_KeepsTheOldContentAndNoTemporary()
    {
        var path = Path.Combine(_folder, "file.txt");
        File.WriteAllText(path, "old");

        Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new IOException("full");
        }));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task WriteAsync_ThatFailsHalfway_KeepsTheOldContentAndNoTemporary()
    {
        var path = Path.Combine(_folder, "file.txt");
        await AtomicFile.WriteAsync(path, async (stream, token) => await stream.WriteAsync(Encoding.UTF8.GetBytes("old"), token));

        await Assert.ThrowsAsync<OperationCanceledException>(() => AtomicFile.WriteAsync(path, async (stream, token) =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes("half"), token);
            throw new OperationCanceledException();
        }));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Write_WhileWriting_KeepsTheOldContentVisibleBesideATemporary()
    {
        var path = Path.Combine(_folder, "file.txt");
        File.WriteAllText(path, "old");

        AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            Assert.Equal("old", File.ReadAllText(path));
            Assert.True(AtomicFile.IsTemporary(Assert.Single(Directory.GetFiles(_folder), file => file != path)));
        });

        Assert.Equal("new", File.ReadAllText(path));
        Assert.False(AtomicFile.IsTemporary(path));
    }
}
