using System.Security.Cryptography;

namespace Reprise.Tracking.Backup;

/// <summary>
/// Reads exactly the first <c>length</c> bytes of a stream and knows their hash afterwards: a file that grows meanwhile is saved as it was when it was opened.
/// </summary>
internal sealed class HashingReader(Stream source, long length) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => true;   // the archive writer asks for the length

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <summary>The hash of everything, 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="EndOfStreamException">The source was shorter than it was when it was opened.</exception>
    public string Finish() => _read == length
        ? Convert.ToHexStringLower(_hash.GetHashAndReset())
        : throw new EndOfStreamException(FormattableString.Invariant($"A file became shorter while it was read: {_read} of {length} bytes."));

    public override int Read(Span<byte> buffer)
    {
        var read = source.Read(buffer[..Allowed(buffer.Length)]);
        _hash.AppendData(buffer[..read]);
        return Counted(read, buffer.Length);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await source.ReadAsync(buffer[..Allowed(buffer.Length)], cancellationToken).ConfigureAwait(false);
        _hash.AppendData(buffer.Span[..read]);
        return Counted(read, buffer.Length);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }

    private int Allowed(int wanted) => (int)Math.Min(wanted, length - _read);

    // An archive with fewer bytes than its header says would be unreadable from here on: stop at once.
    private int Counted(int read, int wanted)
    {
        _read += read;
        return read > 0 || wanted == 0 || _read == length
            ? read
            : throw new EndOfStreamException(FormattableString.Invariant($"A file became shorter while it was read: {_read} of {length} bytes."));
    }
}
