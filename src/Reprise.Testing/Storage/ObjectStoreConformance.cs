using System.Text;
using Reprise.Core.Errors;
using Reprise.Storage;
using Reprise.Testing.Conformance;

namespace Reprise.Testing.Storage;

/// <summary>What every <see cref="IObjectStore"/> must do. Each check works in a folder of its own.</summary>
public static class ObjectStoreConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<IObjectStore>> Checks { get; } = ConformanceCheck.Of<IObjectStore>(
        Write_Bytes_AreReadBack,
        Write_Again_Replaces,
        Write_ConcurrentlyToOneKey_LeavesOneWholeVersion,
        Write_FailingContent_LeavesNothing,
        Write_ToAFoldersName_IsRefused,
        OpenRead_FromAPosition_ReadsTheRest,
        OpenRead_SaysWhichVersion,
        OpenRead_WhileReplaced_ReadsOneVersion,
        OpenRead_Missing_IsRefused,
        Find_ObjectFolderAndNothing_AreToldApart,
        ListFolder_Children_AreOrderedByName,
        List_GivesEveryObjectBelow,
        WriteFolder_KeepsEveryFile,
        WriteFolder_OverAnExistingOne_Replaces,
        Delete_ObjectFolderAndNothing_AreFine,
        Root_CannotBeWrittenOrDeleted);

    private static async Task Write_Bytes_AreReadBack(IObjectStore store, CancellationToken token)
    {
        var key = Folder().Append(ObjectKey.Parse("a/b.bin"));
        var bytes = Enumerable.Range(0, 300_000).Select(i => (byte)(i % 251)).ToArray();
        await store.WriteAsync(key, new MemoryStream(bytes), token);

        Expect.True((await BytesAsync(store, key, token)).AsSpan().SequenceEqual(bytes), "the bytes written");
        Expect.Equal(300_000L, (await store.FindAsync(key, token))!.Value.Size);
    }

    private static async Task Write_Again_Replaces(IObjectStore store, CancellationToken token)
    {
        var key = Folder().Append(ObjectKey.Parse("f"));
        await WriteAsync(store, key, "a longer text", token);
        await WriteAsync(store, key, "", token);

        Expect.Equal("", await TextAsync(store, key, token));
    }

    private static async Task Write_ConcurrentlyToOneKey_LeavesOneWholeVersion(IObjectStore store, CancellationToken token)
    {
        var key = Folder().Append(ObjectKey.Parse("f"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => WriteAsync(store, key, new string((char)('a' + i), 100_000), token)));
        var text = await TextAsync(store, key, token);

        Expect.Equal((100_000, 1), (text.Length, text.Distinct().Count()));
    }

    private static async Task Write_FailingContent_LeavesNothing(IObjectStore store, CancellationToken token)
    {
        var folder = Folder();
        try
        {
            await store.WriteAsync(folder.Append(ObjectKey.Parse("f")), new BrokenStream(), token);
        }
        catch (IOException)
        {
            Expect.Equal(0, (await store.ListFolderAsync(folder, token)).Count);
            return;
        }

        throw new ConformanceException("expected the failure of the content to be heard");
    }

    private static async Task Write_ToAFoldersName_IsRefused(IObjectStore store, CancellationToken token)
    {
        var folder = Folder();
        await WriteAsync(store, folder.Append(ObjectKey.Parse("d/f")), "x", token);

        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "folder", () => WriteAsync(store, folder.Append(ObjectKey.Parse("d")), "y", token));
        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "folder", () => WriteAsync(store, folder.Append(ObjectKey.Parse("d/f/g")), "y", token));
        Expect.Equal("x", await TextAsync(store, folder.Append(ObjectKey.Parse("d/f")), token));
    }

    private static async Task OpenRead_FromAPosition_ReadsTheRest(IObjectStore store, CancellationToken token)
    {
        var key = Folder().Append(ObjectKey.Parse("f"));
        await WriteAsync(store, key, "0123456789", token);
        await using var stream = await store.OpenReadAsync(key, token);
        stream.Seek(-3, SeekOrigin.End);
        using var rest = new StreamReader(stream, leaveOpen: true);

        Expect.Equal("789", await rest.ReadToEndAsync(token));
        stream.Position = 2;
        Expect.Equal('2', (char)stream.ReadByte());
        Expect.Equal(10L, stream.Length);
    }

    private static async Task OpenRead_SaysWhichVersion(IObjectStore store, CancellationToken token)
    {
        var key = Folder().Append(ObjectKey.Parse("f"));
        await WriteAsync(store, key, "one", token);
        await using var first = await store.OpenReadAsync(key, token);
        var found = (await store.FindAsync(key, token))!.Value;
        await WriteAsync(store, key, "three", token);
        await using var second = await store.OpenReadAsync(key, token);
        var (before, after) = (((IObjectContent)first).Entry, ((IObjectContent)second).Entry);

        Expect.Equal((found.Version, found.Size, found.Key), (before.Version, before.Size, before.Key));
        Expect.True(before.Version != after.Version && before.Version.Length > 0, "another version after another write");
    }

    private static async Task OpenRead_WhileReplaced_ReadsOneVersion(IObjectStore store, CancellationToken token)
    {
        var key = Folder().Append(ObjectKey.Parse("f"));
        await WriteAsync(store, key, new string('a', 1_000_000), token);
        await using var stream = await store.OpenReadAsync(key, token);
        var first = stream.ReadByte();
        await WriteAsync(store, key, new string('b', 1_000_000), token);
        using var rest = new StreamReader(stream);
        var text = await rest.ReadToEndAsync(token);

        Expect.Equal((999_999, 1, 'a'), (text.Length, text.Distinct().Count(), (char)first));
    }

    private static Task OpenRead_Missing_IsRefused(IObjectStore store, CancellationToken token) =>
        Expect.RefusedWithAsync(ErrorCode.ResourceDoesNotExist, "nope", () => store.OpenReadAsync(Folder().Append(ObjectKey.Parse("nope")), token));

    private static async Task Find_ObjectFolderAndNothing_AreToldApart(IObjectStore store, CancellationToken token)
    {
        var folder = Folder();
        await WriteAsync(store, folder.Append(ObjectKey.Parse("d/f")), "x", token);

        Expect.Equal((false, 1L), await store.FindAsync(folder.Append(ObjectKey.Parse("d/f")), token) is { } file ? (file.IsFolder, file.Size) : default);
        Expect.Equal(true, (await store.FindAsync(folder.Append(ObjectKey.Parse("d")), token))?.IsFolder);
        Expect.True(await store.FindAsync(folder.Append(ObjectKey.Parse("nope")), token) is null, "null for what is not there");
    }

    private static async Task ListFolder_Children_AreOrderedByName(IObjectStore store, CancellationToken token)
    {
        var folder = Folder();
        foreach (var name in (string[])["b", "a-1/x", "a/x", "B", "ş"])
        {
            await WriteAsync(store, folder.Append(ObjectKey.Parse(name)), "x", token);
        }

        Expect.Sequence(["B", "a", "a-1", "b", "ş"], (await store.ListFolderAsync(folder, token)).Select(entry => entry.Key.Name));
        Expect.Equal(0, (await store.ListFolderAsync(folder.Append(ObjectKey.Parse("nope")), token)).Count);
    }

    private static async Task List_GivesEveryObjectBelow(IObjectStore store, CancellationToken token)
    {
        var folder = Folder();
        string[] names = ["a/b/c", "a/d", "e", "f/g/h/i"];
        foreach (var name in names)
        {
            await WriteAsync(store, folder.Append(ObjectKey.Parse(name)), name, token);
        }

        var found = new List<string>();
        await foreach (var entry in store.ListAsync(folder, token))
        {
            found.Add(entry.Key.Value[(folder.Value.Length + 1)..]);
        }

        Expect.Sequence(names, found.Order(StringComparer.Ordinal));
    }

    private static async Task WriteFolder_KeepsEveryFile(IObjectStore store, CancellationToken token)
    {
        var target = Folder();
        await WithLocalFolderAsync(async local =>
        {
            await store.WriteFolderAsync(target, local, "last", token);
            Expect.Equal("1", await TextAsync(store, target.Append(ObjectKey.Parse("last")), token));
            Expect.Equal("2", await TextAsync(store, target.Append(ObjectKey.Parse("z/z")), token));
        });
    }

    private static async Task WriteFolder_OverAnExistingOne_Replaces(IObjectStore store, CancellationToken token)
    {
        var target = Folder();
        await WriteAsync(store, target.Append(ObjectKey.Parse("last")), "old and long", token);
        await WriteAsync(store, target.Append(ObjectKey.Parse("kept")), "kept", token);
        await WithLocalFolderAsync(async local =>
        {
            await store.WriteFolderAsync(target, local, "last", token);
            Expect.Equal("1", await TextAsync(store, target.Append(ObjectKey.Parse("last")), token));
            Expect.Equal("kept", await TextAsync(store, target.Append(ObjectKey.Parse("kept")), token));
        });
    }

    private static async Task Delete_ObjectFolderAndNothing_AreFine(IObjectStore store, CancellationToken token)
    {
        var folder = Folder();
        foreach (var name in (string[])["d/1", "d/e/2", "f"])
        {
            await WriteAsync(store, folder.Append(ObjectKey.Parse(name)), "x", token);
        }

        foreach (var name in (string[])["d", "f", "nope", "nope/deeper"])
        {
            await store.DeleteAsync(folder.Append(ObjectKey.Parse(name)), token);
        }

        Expect.Equal(0, (await store.ListFolderAsync(folder, token)).Count);
    }

    private static async Task Root_CannotBeWrittenOrDeleted(IObjectStore store, CancellationToken token)
    {
        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "root", () => store.WriteAsync(default, new MemoryStream(), token));
        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "root", () => store.DeleteAsync(default, token));
    }

    private static ObjectKey Folder() => ObjectKey.Parse($"conformance-{Guid.NewGuid():N}");

    private static Task WriteAsync(IObjectStore store, ObjectKey key, string text, CancellationToken token) =>
        store.WriteAsync(key, new MemoryStream(Encoding.UTF8.GetBytes(text)), token);

    private static async Task<string> TextAsync(IObjectStore store, ObjectKey key, CancellationToken token) =>
        Encoding.UTF8.GetString(await BytesAsync(store, key, token));

    private static async Task<byte[]> BytesAsync(IObjectStore store, ObjectKey key, CancellationToken token)
    {
        await using var stream = await store.OpenReadAsync(key, token);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, token);
        return bytes.ToArray();
    }

    private static async Task WithLocalFolderAsync(Func<string, Task> act)
    {
        var local = Directory.CreateTempSubdirectory("reprise-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(local, "z"));
            await File.WriteAllTextAsync(Path.Combine(local, "last"), "1");
            await File.WriteAllTextAsync(Path.Combine(local, "z", "z"), "2");
            await act(local);
        }
        finally
        {
            Directory.Delete(local, recursive: true);
        }
    }

    // Gives some bytes, then breaks, as a lost connection does.
    private sealed class BrokenStream : MemoryStream
    {
        private int _reads;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            if (_reads++ > 0)
            {
                throw new IOException("The connection is lost.");
            }

            buffer.Span[..10].Fill(1);
            return 10;
        }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            throw new IOException("The connection is lost.");
    }
}
