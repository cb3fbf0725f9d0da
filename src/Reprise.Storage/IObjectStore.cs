using Reprise.Core.Errors;

namespace Reprise.Storage;

/// <summary>
/// Named bytes. Folders exist as far as they hold objects. A write is seen whole or not at all, and is durable when its task ends well; the last writer wins.
/// Thread-safe. Failures are <see cref="RepriseException"/>.
/// </summary>
public interface IObjectStore
{
    /// <summary>The object or folder of this name; null when there is none.</summary>
    Task<ObjectEntry?> FindAsync(ObjectKey key, CancellationToken cancellationToken = default);

    /// <summary>The direct children of a folder, ordered by name (ordinal); nothing for a folder that is not there.</summary>
    Task<IReadOnlyList<ObjectEntry>> ListFolderAsync(ObjectKey folder, CancellationToken cancellationToken = default);

    /// <summary>All objects below a folder, at any depth, in no particular order.</summary>
    IAsyncEnumerable<ObjectEntry> ListAsync(ObjectKey folder, CancellationToken cancellationToken = default);

    /// <summary>Opens an object for reading; the caller disposes it. What is read is one version, also while another is written.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.ResourceDoesNotExist"/>: there is no such object.</exception>
    Task<Stream> OpenReadAsync(ObjectKey key, CancellationToken cancellationToken = default);

    /// <summary>Writes an object from a stream's position to its end, in constant memory.</summary>
    Task WriteAsync(ObjectKey key, Stream content, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes the files of a local folder. Where the folder is new, a store that can rename shows it whole or not at all; else the files come one by one,
    /// each whole, <paramref name="last"/> at the end as the sign that all are there.
    /// </summary>
    Task WriteFolderAsync(ObjectKey folder, string localFolder, string? last = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes an object or a folder with everything below; one that is not there is fine.</summary>
    Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken = default);
}
