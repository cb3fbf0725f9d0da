using Reprise.Core.Errors;

namespace Reprise.Storage;

/// <summary>A store whose objects others may send in parts straight to the service behind it, by URLs that carry their own short permission.</summary>
public interface IDirectUploads
{
    /// <summary>Begins an upload of 1 to 10,000 parts. Its URLs are good for an hour; whoever has one can write that part and nothing else.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: the number of parts is out of range, or a folder has the name.</exception>
    Task<DirectUpload> CreateUploadAsync(ObjectKey key, int parts, CancellationToken cancellationToken = default);

    /// <summary>Makes the parts, in order of their numbers, the object.</summary>
    Task CompleteUploadAsync(ObjectKey key, string uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default);

    /// <summary>Gives up an upload; one that is not there is fine.</summary>
    Task AbortUploadAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken = default);
}

/// <summary>An upload that was begun.</summary>
/// <param name="UploadId">What the service calls it.</param>
/// <param name="Parts">Where to PUT each part.</param>
public sealed record DirectUpload(string UploadId, IReadOnlyList<DirectPart> Parts);

/// <summary>Where to PUT one part.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Url">The address, with the permission in its query: a secret for its hour.</param>
public sealed record DirectPart(int Number, Uri Url);

/// <summary>A part that was sent.</summary>
/// <param name="Number">From 1.</param>
/// <param name="ETag">What the service answered as ETag; empty where it does not.</param>
public readonly record struct UploadedPart(int Number, string ETag);
