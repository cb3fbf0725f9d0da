using System.Text;
using Reprise.Core.Errors;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.Artifacts;

namespace Reprise.Testing.Tracking;

/// <summary>What every <see cref="IArtifactStore"/> must do.</summary>
public static class ArtifactStoreConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
        Write_Bytes_AreReadBack,
        Write_Again_Replaces,
        Write_Empty_IsAnEmptyFile,
        Write_LargeFile_IsReadBack,
        Write_UnusualNames_AreKept,
        Write_ToAFoldersName_IsRefused,
        List_Children_AreOrderedWithPathsFromTheRoot,
        List_MissingFolder_IsEmpty,
        Read_Missing_IsRefused,
        Paths_OutOfTheRoot_AreRefused,
        Delete_FileAndFolder_AreGone,
        Delete_Missing_IsFine,
        WriteFolder_ReadFolder_AreTheSame,
        WriteFolder_Again_Replaces);

    private static async Task Write_Bytes_AreReadBack(ITrackingClient client, CancellationToken token)
    {
        var root = await RootAsync(client, token);
        byte[] bytes = [0, 1, 2, 255, 13, 10, 0];
        await client.Artifacts.WriteAsync(root, "d/e/f.bin", new MemoryStream(bytes), token);

        Expect.Sequence(bytes, await ReadAsync(client, root, "d/e/f.bin", token));
    }

    private static async Task Write_Again_Replaces(ITrackingClient client, CancellationToken token)
    {
        var root = await RootAsync(client, token);
        await client.Artifacts.WriteTextAsync(root, "f", "a longer text", token);
        await client.Artifacts.WriteTextAsync(root, "f", "short", token);

        Expect.Equal("short", await client.Artifacts.ReadTextAsync(root, "f", token));
    }

    private static async Task Write_Empty_IsAnEmptyFile(ITrackingClient client, CancellationToken token)
    {
        var root = await RootAsync(client, token);
        await client.Artifacts.WriteTextAsync(root, "empty", "", token);

        Expect.Sequence([new ArtifactInfo("empty", IsDirectory: false, 0)], await client.Artifacts.ListAsync(root, cancellationToken: token));
        Expect.Equal(0, (await ReadAsync(client, root, "empty", token)).Length);
    }

    private static async Task Write_LargeFile_IsReadBack(ITrackingClient client, CancellationToken token)
    {
        var root = await RootAsync(client, token);
        var bytes = new byte[5_000_001];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(i * 31 % 251);
        }

        await client.Artifacts.WriteAsync(root, "large.bin", new MemoryStream(bytes), token);
        Expect.True((await ReadAsync(client, root, "large.bin", token)).AsSpan().SequenceEqual(bytes), "the bytes written");
    }

    private static async Task Write_UnusualNames_AreKept(ITrackingClient client, CancellationToken token)
    {
        var root = await RootAsync(client, token);
        string[] names = ["a b.txt", "görüntü ş.csv", "100%.txt", "a+b&c=d.txt", "a?b.txt", "...x", "%41"];
        foreach (var name in names)
        {
            await client.Artifacts.WriteTextAsync(root, name, name, token);
        }

        Expect.Sequence(names.Order(StringComparer.Ordinal), (await client.Artifacts.ListAsync(root, cancellationToken: token)).Select(item => item.Path));
        foreach (var name in names)
        {
            Expect.Equal(name, await client.Artifacts.ReadTextAsync(root, name, token));
        }
    }

    private static async Task Write_ToAFoldersName_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var root = await RootAsync(client, token);
        await client.Artifacts.WriteTextAsync(root, "d/f", "x", token);

        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "", () => client.Artifacts.WriteTextAsync(root, "d", "x", token));
        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "", () => client.Artifacts.WriteTextAsync(root, "d/f/g", "x", token));
        Expect.Equal("x", await client.Artifacts.ReadTextAsync(root, "d/f", token));
    }

    private static async Task List_Children_AreOrderedWithPathsFromTheRoot(ITrackingClient client, CancellationToken token)
    {
        var root = await RootAsync(client, token);
        foreach (var path in (string[])["b.txt", "a/2.txt", "a/10.txt", "a/deep/x", "B.txt"])
        {
            await client.Artifacts.WriteTextAsync(root, path, "abc", token);
        }

        Expect.Sequence(
            [new ArtifactInfo("B.txt", false, 3), new ArtifactInfo("a", true), new ArtifactInfo("b.txt", false, 3)],
            await client.Artifacts.ListAsync(root, cancellationToken: token));
        Expect.Sequence(
            [new ArtifactInfo("a/10.txt", false, 3), new ArtifactInfo("a/2.txt", false, 3), new ArtifactInfo("a/deep", true)],
            await client.Artifacts.ListAsync(root, "a", token));
    }

    private static async Task List_MissingFolder_IsEmpty(ITrackingClient client, CancellationToken token)
    {
        var root = await RootAsync(client, token);

        Expect.Equal(0, (await client.Artifacts.ListAsync(root, cancellationToken: token)).Count);
        Expect.Equal(0, (await client.Artifacts.ListAsync(root, "nope/deeper", token)).Count);
    }

    private static async Task Read_Missing_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var root = await RootAsync(client, token);
        await client.Artifacts.WriteTextAsync(root, "d/f", "x", token);

        foreach (var path in (string[])["nope", "d/nope", "nope/f", "d"])
        {
            await Expect.RefusedWithAsync(ErrorCode.ResourceDoesNotExist, "", () => client.Artifacts.OpenReadAsync(root, path, token));
        }
    }

    private static async Task Paths_OutOfTheRoot_AreRefused(ITrackingClient client, CancellationToken token)
    {
        var root = await RootAsync(client, token);
        string[] paths =
        [
            "..", "../x", "a/../../x", "/etc/passwd", "a\\..\\x", "..\\x", "%2e%2e/x", "%2E%2E%2Fx", "%252e%252e%252fx", "a/%2e%2e/x", "x\0y", "x%00y", "C:/x", "a//b",
            "a#b", "./x", ".reprise-tmp-x", "%2fetc/passwd", "a/.. /x",
        ];

        foreach (var path in paths)
        {
            await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "Invalid path", () => client.Artifacts.OpenReadAsync(root, path, token));
            await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "Invalid path", () => client.Artifacts.WriteTextAsync(root, path, "x", token));
            await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "Invalid path", () => client.Artifacts.ListAsync(root, path, token));
            await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "Invalid path", () => client.Artifacts.DeleteAsync(root, path, token));
        }
    }

    private static async Task Delete_FileAndFolder_AreGone(ITrackingClient client, CancellationToken token)
    {
        var root = await RootAsync(client, token);
        foreach (var path in (string[])["a/1", "a/2", "b"])
        {
            await client.Artifacts.WriteTextAsync(root, path, "x", token);
        }

        await client.Artifacts.DeleteAsync(root, "a", token);
        Expect.Sequence(["b"], (await client.Artifacts.ListAsync(root, cancellationToken: token)).Select(item => item.Path));
        await client.Artifacts.DeleteAsync(root, "b", token);
        Expect.Equal(0, (await client.Artifacts.ListAsync(root, cancellationToken: token)).Count);
    }

    private static async Task Delete_Missing_IsFine(ITrackingClient client, CancellationToken token)
    {
        var root = await RootAsync(client, token);
        await client.Artifacts.DeleteAsync(root, "nope", token);
        await client.Artifacts.DeleteAsync(root, "nope/deeper", token);
    }

    private static async Task WriteFolder_ReadFolder_AreTheSame(ITrackingClient client, CancellationToken token)
    {
        var root = await RootAsync(client, token);
        using var folder = new TemporaryFolder();
        folder.Write("MLmodel", "flavors: {}");
        folder.Write("data/model.safetensors", "weights");
        folder.Write("a/b/c.txt", "");
        await client.Artifacts.WriteFolderAsync(root, "model", folder.Path, token);
        using var copy = new TemporaryFolder();
        await client.Artifacts.ReadFolderAsync(root, "model", copy.Path, token);

        Expect.Sequence(folder.Content(), copy.Content());
        await Expect.RefusedWithAsync(ErrorCode.ResourceDoesNotExist, "", () => client.Artifacts.ReadFolderAsync(root, "nope", copy.Path, token));
    }

    private static async Task WriteFolder_Again_Replaces(ITrackingClient client, CancellationToken token)
    {
        var root = await RootAsync(client, token);
        using var folder = new TemporaryFolder();
        folder.Write("MLmodel", "one");
        await client.Artifacts.WriteFolderAsync(root, "model", folder.Path, token);
        folder.Write("MLmodel", "two");
        folder.Write("more", "3");
        await client.Artifacts.WriteFolderAsync(root, "model", folder.Path, token);

        Expect.Equal("two", await client.Artifacts.ReadTextAsync(root, "model/MLmodel", token));
        Expect.Equal("3", await client.Artifacts.ReadTextAsync(root, "model/more", token));
    }

    private static async Task<string> RootAsync(ITrackingClient client, CancellationToken token) =>
        (await client.Runs.GetAsync(await Given.RunAsync(client, token), token)).Info.ArtifactUri;

    private static async Task<byte[]> ReadAsync(ITrackingClient client, string root, string path, CancellationToken token)
    {
        await using var stream = await client.Artifacts.OpenReadAsync(root, path, token);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, token);
        return bytes.ToArray();
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("reprise-").FullName;

        public void Write(string name, string text)
        {
            var path = System.IO.Path.Combine(Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text, Encoding.UTF8);
        }

        public IEnumerable<string> Content() => Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => $"{System.IO.Path.GetRelativePath(Path, file)}={File.ReadAllText(file)}").Order(StringComparer.Ordinal);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
