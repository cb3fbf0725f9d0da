using Reprise.Core.Errors;

namespace Reprise.Storage.Local;

/// <summary>Objects that come in pieces.</summary>
public sealed partial class LocalObjectStore : IResumableUploads
{
    /// <inheritdoc/>
    public Task<ResumableUpload> BeginAsync(ObjectKey key, long size, string sha256, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        return Directory.Exists(PathForWriting(key))
            ? throw NameTaken(key)
            : Task.FromResult(LocalErrors.Translate("write", key, () => _uploads.Begin(key, size, sha256)));
    }

    /// <inheritdoc/>
    public Task<ResumableUpload> FindUploadAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken = default) =>
        Task.FromResult(LocalErrors.Translate("write", key, () => _uploads.Find(key, uploadId)));

    /// <inheritdoc/>
    public Task<ResumableUpload> AppendAsync(ObjectKey key, string uploadId, long offset, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return _uploads.AppendAsync(key, uploadId, offset, content, (data, sum) => LocalErrors.Translate("write", key, () => Take(key, data, sum)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task CancelUploadAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken = default)
    {
        LocalErrors.Translate("write", key, () => _uploads.Cancel(key, uploadId));
        return Task.CompletedTask;
    }

    // The data becomes the object by a rename: whole or not at all.
    private bool Take(ObjectKey key, string data, string sum)
    {
        var path = PathForWriting(key);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var file = new FileInfo(data);
            _sums.Put((LocalObjectStream.Describe(key, file.Length, file.LastWriteTimeUtc), sum));
            File.Move(data, path, overwrite: true);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;   // another connection, which sent the last byte too, has finished it
        }
        catch (Exception exception) when (LocalErrors.IsOurs(exception) && !LocalErrors.IsFull(exception) && IsTaken(path))
        {
            throw NameTaken(key, exception);
        }
    }
}
