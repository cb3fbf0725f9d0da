using System.Runtime.InteropServices;

namespace Reprise.Learning.Files;

/// <summary>The bytes of a model file, read where a tensor lies; nothing is taken into memory before it is asked for.</summary>
internal abstract class TensorSource : IDisposable
{
    private const int Chunk = 1 << 16;

    /// <summary>Maps a file; reads any other seekable stream, and a file that cannot be mapped, by its position.</summary>
    public static TensorSource Of(Stream stream, string place) =>
        stream is FileStream file && MappedTensorSource.TryMap(file, place) is { } mapped ? mapped : new StreamTensorSource(stream, place);

    /// <summary>Copies the numbers that begin at <paramref name="offset"/>; the file has the lowest byte first.</summary>
    /// <exception cref="Core.Errors.RepriseException">The file has become shorter.</exception>
    public void Read<T>(long offset, Span<T> values)
        where T : unmanaged
    {
        var size = Marshal.SizeOf<T>();
        for (var start = 0; start < values.Length; start += Chunk)                  // a span of bytes could not hold the largest tensors
        {
            var part = MemoryMarshal.AsBytes(values.Slice(start, Math.Min(Chunk, values.Length - start)));
            ReadBytes(offset + ((long)start * size), part);
            if (!BitConverter.IsLittleEndian)
            {
                for (var at = 0; at < part.Length; at += size)
                {
                    part.Slice(at, size).Reverse();
                }
            }
        }
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    private protected abstract void ReadBytes(long offset, Span<byte> bytes);
}
