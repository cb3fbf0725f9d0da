using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using Reprise.Core.Errors;
using Reprise.Core.Hashing;
using Reprise.Tracking.Backup;

namespace Reprise.Tracking.Tests.Backup;

/// <summary>Archives that are damaged, cut off or made by somebody who means harm: refused before anything is written.</summary>
public sealed class HomeRestoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restore_ExistingHome_IsRefusedAndUntouched()
    {
        using var place = new BackupPlace();
        await SaveAsync(place);
        Directory.CreateDirectory(place["home"]);

        var exception = await Assert.ThrowsAsync<RepriseException>(() => HomeRestore.RestoreAsync(place["saved.tar"], place["home"], Token));

        Assert.Equal(ErrorCode.ResourceAlreadyExists, exception.Code);
        Assert.Empty(Directory.GetFileSystemEntries(place["home"]));
    }

    [Fact]
    public async Task Verify_AnyByteOfTheContentsChanged_IsRefused()
    {
        using var place = new BackupPlace();
        await SaveAsync(place);
        var bytes = await File.ReadAllBytesAsync(place["saved.tar"], Token);
        var at = bytes.AsSpan().IndexOf("CONTENT"u8);
        bytes[at + 3] ^= 1;
        await File.WriteAllBytesAsync(place["saved.tar"], bytes, Token);

        var exception = await Assert.ThrowsAsync<RepriseException>(() => HomeRestore.RestoreAsync(place["saved.tar"], place["home"], Token));

        Assert.Equal(ErrorCode.DataLoss, exception.Code);
        Assert.Contains("'artifacts/0/file.txt' has other content than was saved", exception.Message);
        AssertNothingLeft(place);
    }

    [Fact]
    public async Task Restore_CutOffAnywhere_IsRefused()
    {
        using var place = new BackupPlace();
        await SaveAsync(place);
        var bytes = await File.ReadAllBytesAsync(place["saved.tar"], Token);
        var manifestEnd = bytes.AsSpan().LastIndexOf("}"u8);
        foreach (var length in (int[])[0, 1, 511, 512, 700, bytes.Length / 2, manifestEnd - 200, manifestEnd])
        {
            await File.WriteAllBytesAsync(place["cut.tar"], bytes[..length], Token);

            var exception = await Assert.ThrowsAsync<RepriseException>(() => HomeRestore.RestoreAsync(place["cut.tar"], place["home"], Token));

            Assert.Equal(ErrorCode.InvalidParameterValue, exception.Code);
            Assert.Contains("cut.tar' cannot be restored", exception.Message);
        }

        AssertNothingLeft(place, "cut.tar");
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("artifacts/../../evil.txt")]
    [InlineData("/tmp/evil.txt")]
    [InlineData("artifacts\\..\\evil.txt")]
    [InlineData("C:evil.txt")]
    [InlineData("artifacts//evil.txt")]
    [InlineData("artifacts/./evil.txt")]
    public async Task Restore_PathThatLeadsOut_IsRefused(string path)
    {
        using var place = new BackupPlace();
        await CraftAsync(place["saved.tar"], [("mlflow.db", TarEntryType.RegularFile), (path, TarEntryType.RegularFile)]);

        var exception = await Assert.ThrowsAsync<RepriseException>(() => HomeRestore.RestoreAsync(place["saved.tar"], place["home"], Token));

        Assert.Contains("leads out of the home", exception.Message);
        AssertNothingLeft(place);
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.CharacterDevice)]
    public async Task Restore_EntryThatIsNoFile_IsRefused(TarEntryType type)
    {
        using var place = new BackupPlace();
        await CraftAsync(place["saved.tar"], [("mlflow.db", TarEntryType.RegularFile), ("artifacts/odd", type)]);

        var exception = await Assert.ThrowsAsync<RepriseException>(() => HomeRestore.RestoreAsync(place["saved.tar"], place["home"], Token));

        Assert.Contains("is no regular file", exception.Message);
        AssertNothingLeft(place);
    }

    [Fact]
    public async Task Restore_SamePathTwice_IsRefused()
    {
        using var place = new BackupPlace();
        await CraftAsync(place["saved.tar"], [("mlflow.db", TarEntryType.RegularFile), ("mlflow.db", TarEntryType.RegularFile)]);

        var exception = await Assert.ThrowsAsync<RepriseException>(() => HomeRestore.RestoreAsync(place["saved.tar"], place["home"], Token));

        Assert.Contains("'mlflow.db' twice", exception.Message);
    }

    private static async Task SaveAsync(BackupPlace place)
    {
        using var home = new TemporaryHome();
        await using (var client = await home.OpenAsync())
        {
            using var content = new MemoryStream("CONTENT of an artifact"u8.ToArray());
            await client.Artifacts.WriteAsync("mlflow-artifacts:/0", "file.txt", content, Token);
        }

        await HomeBackup.WriteAsync(home.Folder, place["saved.tar"], cancellationToken: Token);
    }

    private static async Task CraftAsync(string file, (string Path, TarEntryType Type)[] entries)
    {
        await using var stream = File.Create(file);
        await using var writer = new TarWriter(stream, TarEntryFormat.Pax);
        foreach (var (path, type) in entries)
        {
            var entry = new PaxTarEntry(type, path);
            if (type == TarEntryType.RegularFile)
            {
                entry.DataStream = new MemoryStream("x"u8.ToArray());
            }
            else if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            {
                entry.LinkName = "/etc/passwd";
            }

            await writer.WriteEntryAsync(entry, Token);
        }

        var manifest = JsonSerializer.Serialize(new
        {
            format = 1,
            created_at = 0,
            files = entries.Select(entry => new { path = entry.Path, size = 1, sha256 = ContentHash.Sha256("x"u8) }),
        });
        await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "reprise-backup.json") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(manifest)) }, Token);
    }

    private static void AssertNothingLeft(BackupPlace place, params string[] files) =>
        Assert.Equal(files.Append("saved.tar").Order(), Directory.GetFileSystemEntries(place.Folder).Select(Path.GetFileName).Order());
}
