using Amazon.Runtime;
using Reprise.Core.Errors;

namespace Reprise.Storage.S3;

/// <summary>The body of an answer. The SDK checks some hashes of its own and fails in its own ways, also when a body is left before its end.</summary>
internal sealed class S3Body(Stream inner) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonClientException exception)
        {
            throw new RepriseException(ErrorCode.DataLoss, $"The bytes that arrived are not those the service has: {exception.Message} Read them again.", exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        try
        {
            if (disposing)
            {
                inner.Dispose();
            }
        }
        catch (AmazonClientException)
        {
            // A hash over bytes that nobody read to their end; what was read is verified by its reader.
        }

        base.Dispose(disposing);
    }
}
