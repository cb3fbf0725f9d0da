namespace Reprise.Storage.Tests;

/// <summary>Bytes as they come from a network: no length, short reads, perhaps a lost connection at the end.</summary>
internal sealed class UnseekableStream(byte[] bytes, bool breaksAtEnd = false) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (breaksAtEnd && _at == bytes.Length)
        {
            throw new IOException("The connection is lost.");
        }

        var read = Math.Min(Math.Min(count, 70_001), bytes.Length - _at);
        bytes.AsSpan(_at, read).CopyTo(buffer.AsSpan(offset));
        _at += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
