using Reprise.Core.Errors;

namespace Reprise.Tracking.Artifacts;

/// <summary>
/// Files under an artifact root URI (a run's, a logged model's or a version's source). Paths are relative, <c>/</c>-separated, and confined:
/// absolute paths, <c>..</c>, backslashes, encoded variants and links out of the root are refused with <see cref="ErrorCode.InvalidParameterValue"/>.
/// </summary>
public interface IArtifactStore
{
    /// <summary>The direct children of a folder, ordered by name (ordinal); nothing for a folder that is not there.</summary>
    Task<IReadOnlyList<ArtifactInfo>> ListAsync(string rootUri, string? path = null, CancellationToken cancellationToken = default);

    /// <summary>Opens a file for reading; the caller disposes it. <see cref="ErrorCode.ResourceDoesNotExist"/> when it is not there.</summary>
    Task<Stream> OpenReadAsync(string rootUri, string path, CancellationToken cancellationToken = default);

    /// <summary>Writes a file whole: readers see the old content or the new one, never a part.</summary>
    Task WriteAsync(string rootUri, string path, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Deletes a file or a folder with its content; one that is not there is fine.</summary>
    Task DeleteAsync(string rootUri, string path, CancellationToken cancellationToken = default);
}
