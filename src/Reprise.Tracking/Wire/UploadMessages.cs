using Reprise.Storage;

namespace Reprise.Tracking.Wire;

internal sealed record CreateUploadRequest(string? Path, long? NumParts);

internal sealed record CreateUploadResponse(string? UploadId, IReadOnlyList<UploadCredentialMessage>? Credentials)
{
    public static CreateUploadResponse From(DirectUpload upload) =>
        new(upload.UploadId, [.. upload.Parts.Select(part => new UploadCredentialMessage(part.Url.AbsoluteUri, part.Number))]);
}

/// <summary>Where to PUT a part; MLflow's <c>headers</c> is an empty map here and so left out.</summary>
internal sealed record UploadCredentialMessage(string? Url, long? PartNumber);

internal sealed record CompleteUploadRequest(string? Path, string? UploadId, IReadOnlyList<UploadPartMessage?>? Parts);

internal sealed record UploadPartMessage(long? PartNumber, string? Etag, string? Url);

internal sealed record AbortUploadRequest(string? Path, string? UploadId);

/// <summary>Begins a file that comes in pieces.</summary>
internal sealed record BeginUploadRequest(long? Size, string? Sha256);

/// <summary>Names a file that comes in pieces.</summary>
internal sealed record UploadStateRequest(string? UploadId);

/// <summary>How far a file that comes in pieces is.</summary>
internal sealed record UploadStateResponse(string? UploadId, long? Offset, long? Size)
{
    public static UploadStateResponse From(ResumableUpload upload) => new(upload.UploadId, upload.Offset, upload.Size);
}
