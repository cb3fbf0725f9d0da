using Reprise.Storage;

namespace Reprise.Tracking.Access;

/// <summary>Uploads of one file in parts, asked about at every call.</summary>
internal sealed class GuardedDirectUploads(IDirectUploads inner, Func<CancellationToken, Task> require) : IDirectUploads
{
    public async Task<DirectUpload> CreateUploadAsync(ObjectKey key, int parts, CancellationToken cancellationToken = default)
    {
        await require(cancellationToken).ConfigureAwait(false);
        return await inner.CreateUploadAsync(key, parts, cancellationToken).ConfigureAwait(false);
    }

    public async Task CompleteUploadAsync(ObjectKey key, string uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default)
    {
        await require(cancellationToken).ConfigureAwait(false);
        await inner.CompleteUploadAsync(key, uploadId, parts, cancellationToken).ConfigureAwait(false);
    }

    public async Task AbortUploadAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken = default)
    {
        await require(cancellationToken).ConfigureAwait(false);
        await inner.AbortUploadAsync(key, uploadId, cancellationToken).ConfigureAwait(false);
    }
}
