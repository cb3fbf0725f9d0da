using Reprise.Storage;

namespace Reprise.Tracking.Access;

/// <summary>Uploads of one file in pieces, asked about at every call.</summary>
internal sealed class GuardedResumableUploads(IResumableUploads inner, Func<CancellationToken, Task> require) : IResumableUploads
{
    public async Task<ResumableUpload> BeginAsync(ObjectKey key, long size, string sha256, CancellationToken cancellationToken = default)
    {
        await require(cancellationToken).ConfigureAwait(false);
        return await inner.BeginAsync(key, size, sha256, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ResumableUpload> FindUploadAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken = default)
    {
        await require(cancellationToken).ConfigureAwait(false);
        return await inner.FindUploadAsync(key, uploadId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ResumableUpload> AppendAsync(ObjectKey key, string uploadId, long offset, Stream content, CancellationToken cancellationToken = default)
    {
        await require(cancellationToken).ConfigureAwait(false);
        return await inner.AppendAsync(key, uploadId, offset, content, cancellationToken).ConfigureAwait(false);
    }

    public async Task CancelUploadAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken = default)
    {
        await require(cancellationToken).ConfigureAwait(false);
        await inner.CancelUploadAsync(key, uploadId, cancellationToken).ConfigureAwait(false);
    }
}
