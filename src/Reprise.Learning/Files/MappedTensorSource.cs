using System.IO.MemoryMappedFiles;

namespace Reprise.Learning.Files;

/// <summary>A file mapped into memory: a page is read from disk when a tensor on it is, and shared with whoever else has the file open.</summary>
/// <remarks>
/// Reading behind the end of a mapped file would end the process, so the length is looked at before every read. Files are replaced by renaming, which leaves a
/// mapped one whole; only truncating it in place within one read's microseconds could still do harm.
/// </remarks>
internal sealed class MappedTensorSource : TensorSource
{
    private readonly FileStream _file;
    private readonly string _place;
    private readonly MemoryMappedFile _mapping;
    private readonly MemoryMappedViewAccessor _view;

    private MappedTensorSource(FileStream file, string place, MemoryMappedFile mapping, MemoryMappedViewAccessor view) =>
        (_file, _place, _mapping, _view) = (file, place, mapping, view);

    /// <summary>Maps the whole file; null where it has no bytes or its file system does not map files.</summary>
    public static MappedTensorSource? TryMap(FileStream file, string place)
    {
        MemoryMappedFile? mapping = null;
        try
        {
            mapping = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            return new MappedTensorSource(file, place, mapping, mapping.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read));
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException or NotSupportedException)
        {
            mapping?.Dispose();
            return null;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _view.Dispose();
        _mapping.Dispose();
    }

    private protected override void ReadBytes(long offset, Span<byte> bytes)
    {
        if (RandomAccess.GetLength(_file.SafeFileHandle) < offset + bytes.Length)
        {
            throw ModelFileErrors.Shorter(_place);
        }

        _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)offset, bytes);
    }
}
