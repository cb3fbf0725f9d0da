using Reprise.Core.Errors;

namespace Reprise.Storage;

/// <summary>A store that takes an object in pieces over many connections and tells where to go on after one broke.</summary>
public interface IResumableUploads
{
    /// <summary>Begins an upload.</summary>
    /// <param name="key">The object it will become.</param>
    /// <param name="size">Bytes of the whole object, at least 0.</param>
    /// <param name="sha256">SHA-256 of the whole object in hexadecimal; the object appears only when its bytes have it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RepriseException">A parameter breaks its rule; or too many uploads are open (<see cref="ErrorCode.RequestLimitExceeded"/>).</exception>
    Task<ResumableUpload> BeginAsync(ObjectKey key, long size, string sha256, CancellationToken cancellationToken = default);

    /// <summary>How far an upload is.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.ResourceDoesNotExist"/>: there is none; it was given up, or nobody went on for a day.</exception>
    Task<ResumableUpload> FindUploadAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Appends from a stream's position to its end. What arrived before a failure is kept. With the last byte the object appears, whole and verified.
    /// </summary>
    /// <exception cref="RepriseException">
    /// <see cref="ErrorCode.ResourceConflict"/>: the upload is not at <paramref name="offset"/>, or somebody else is writing; <see cref="ErrorCode.DataLoss"/>:
    /// the bytes do not have the announced SHA-256, and the upload is gone.
    /// </exception>
    Task<ResumableUpload> AppendAsync(ObjectKey key, string uploadId, long offset, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Gives up an upload; one that is not there is fine.</summary>
    Task CancelUploadAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken = default);
}

/// <summary>An upload in pieces: <paramref name="Offset"/> of <paramref name="Size"/> bytes are there; the object is complete when all are.</summary>
public readonly record struct ResumableUpload(string UploadId, long Offset, long Size);
