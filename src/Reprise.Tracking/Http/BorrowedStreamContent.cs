using System.Net;

namespace Reprise.Tracking.Http;

/// <summary>Sends a stream that stays the caller's, so that a repeat can send it again.</summary>
internal sealed class BorrowedStreamContent(Stream stream) : HttpContent
{
    private readonly long? _length = stream.CanSeek ? stream.Length - stream.Position : null;

    protected override Task SerializeToStreamAsync(Stream target, TransportContext? context) => stream.CopyToAsync(target);

    protected override Task SerializeToStreamAsync(Stream target, TransportContext? context, CancellationToken cancellationToken) =>
        stream.CopyToAsync(target, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = _length ?? 0;
        return _length is not null;
    }
}
