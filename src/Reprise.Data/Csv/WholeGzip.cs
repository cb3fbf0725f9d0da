using System.IO.Compression;

namespace Reprise.Data.Csv;

/// <summary>Decompresses gzip and refuses data that is cut off, which <see cref="GZipStream"/> takes for a shorter text.</summary>
/// <remarks>
/// A member with known content is put behind the data. It decompresses to that content only where the data before it is whole; its bytes are
/// held back from the reader. Gzip of several members, as bgzip writes it, is read to its end.
/// </remarks>
internal sealed class WholeGzip : ReadOnlyStream
{
    private static readonly byte[] End = "reprise: the end of a whole gzip"u8.ToArray();

    private readonly GZipStream _inner;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _from;
    private int _count;
    private bool _ended;

    public WholeGzip(Stream compressed)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(End);
        }

        _inner = new GZipStream(new ConcatenatedStream(compressed, new MemoryStream(member.ToArray())), CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        while (!_ended && _count <= End.Length)
        {
            Fill();
        }

        var count = Math.Min(buffer.Length, Math.Max(0, _count - End.Length));
        _buffer.AsSpan(_from, count).CopyTo(buffer);
        _from += count;
        _count -= count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Fill()
    {
        _buffer.AsSpan(_from, _count).CopyTo(_buffer);
        _from = 0;
        var read = _inner.Read(_buffer.AsSpan(_count));
        _count += read;
        _ended = read == 0;
        if (_ended && !_buffer.AsSpan(0, _count).SequenceEqual(End))
        {
            throw new InvalidDataException("It ends too early, or other bytes follow it.");
        }
    }
}
