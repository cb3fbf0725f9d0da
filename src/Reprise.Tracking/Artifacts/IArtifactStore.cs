using Reprise.Core.Errors;
using Reprise.Storage;

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

    /// <summary>
    /// Writes the files of a local folder to <paramref name="path"/> (null: to the root). Where the store can rename, a new folder appears whole or not at
    /// all; else file by file with <c>MLmodel</c> last, so that a folder with an MLmodel file is a whole model.
    /// </summary>
    async Task WriteFolderAsync(string rootUri, string? path, string localFolder, CancellationToken cancellationToken = default)
    {
        var folder = ObjectKey.Parse(path);
        foreach (var (key, file) in LocalFolder.Files(localFolder, ArtifactStoreExtensions.ModelFile))
        {
            var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using (content.ConfigureAwait(false))
            {
                await WriteAsync(rootUri, folder.Append(key).Value, content, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>How to send a file in parts straight to the service that holds it, past the tracking server.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.NotImplemented"/>: files of this store go through it.</exception>
    (IDirectUploads Uploads, ObjectKey Key) DirectUploads(string rootUri, string path) =>
        throw new RepriseException(ErrorCode.NotImplemented, "Multipart upload is not supported for the current artifact repository");

    /// <summary>How to send a file in pieces over several connections.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.NotImplemented"/>: files of this store come whole, or go straight to a service.</exception>
    (IResumableUploads Uploads, ObjectKey Key) ResumableUploads(string rootUri, string path) =>
        throw new RepriseException(ErrorCode.NotImplemented, "Uploads in pieces are not supported for the current artifact repository.");

    /// <summary>Deletes a file or a folder with its content; one that is not there is fine.</summary>
    Task DeleteAsync(string rootUri, string path, CancellationToken cancellationToken = default);
}
