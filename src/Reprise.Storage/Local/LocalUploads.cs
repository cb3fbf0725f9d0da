using System.Globalization;
using System.Security.Cryptography;
using Reprise.Core.Errors;
using Reprise.Core.Files;

namespace Reprise.Storage.Local;

/// <summary>
/// Uploads in pieces, each a folder among the files that are being prepared: <c>upload</c> says what it will be, <c>data</c> holds what arrived. Data that
/// is gone has become the object. Folders nobody touched for a day are deleted as leftovers.
/// </summary>
internal sealed class LocalUploads(string staging, TimeProvider time)
{
    /// <summary>Most uploads open at a time; what they hold on disk is bounded by their announced sizes.</summary>
    public const int MostOpen = 256;

    private const string Prefix = "upload-";
    private const int Sha256Digits = 64;

    public ResumableUpload Begin(ObjectKey key, long size, string sha256)
    {
        if (size < 0 || sha256 is not { Length: Sha256Digits } || !sha256.All(char.IsAsciiHexDigit))
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue,
                FormattableString.Invariant($"An upload needs its size in bytes and its SHA-256 as {Sha256Digits} hexadecimal digits. Got {size} and '{sha256}'."));
        }

        Leftovers.Delete(staging, time);
        if (Directory.Exists(staging) && Directory.EnumerateDirectories(staging, Prefix + "*").Count() >= MostOpen)
        {
            throw new RepriseException(
                ErrorCode.RequestLimitExceeded, FormattableString.Invariant($"There are {MostOpen} unfinished uploads. Finish or cancel one, or wait: they end after a day."));
        }

        var id = Guid.NewGuid().ToString("N");
        var folder = Directory.CreateDirectory(FolderOf(id)).FullName;
        File.WriteAllText(Path.Combine(folder, "data"), "");
        AtomicFile.Write(Path.Combine(folder, "upload"), stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{size}\n{sha256.ToLowerInvariant()}\n{key.Value}"));
        });
        return new ResumableUpload(id, 0, size);
    }

    public ResumableUpload Find(ObjectKey key, string id)
    {
        var (size, _) = Require(key, id);
        var data = new FileInfo(DataOf(id));
        return new ResumableUpload(id, data.Exists ? data.Length : size, size);
    }

    /// <summary>Appends, and hands the file to <paramref name="finish"/> when all bytes are there and right.</summary>
    public async Task<ResumableUpload> AppendAsync(
        ObjectKey key, string id, long offset, Stream content, Action<string, string> finish, CancellationToken cancellationToken)
    {
        var (size, sha256) = Require(key, id);
        Directory.SetLastWriteTimeUtc(FolderOf(id), time.GetUtcNow().UtcDateTime);
        if (!File.Exists(DataOf(id)))
        {
            return offset == size ? new ResumableUpload(id, size, size) : throw Elsewhere(key, size, offset);
        }

        var length = await CopyAsync(key, id, offset, size, content, cancellationToken).ConfigureAwait(false);
        if (length == size)
        {
            await FinishAsync(key, id, sha256, finish, cancellationToken).ConfigureAwait(false);
        }

        return new ResumableUpload(id, length, size);
    }

    /// <summary>Gives up the upload of a key; false when there is none.</summary>
    public bool Cancel(ObjectKey key, string id)
    {
        try
        {
            Require(key, id);
        }
        catch (RepriseException exception) when (exception.Code == ErrorCode.ResourceDoesNotExist)
        {
            return false;
        }

        Directory.Delete(FolderOf(id), recursive: true);
        return true;
    }

    /// <summary>Appends what arrives; also when the content breaks off, what arrived is there. Gives the new length.</summary>
    private async Task<long> CopyAsync(ObjectKey key, string id, long offset, long size, Stream content, CancellationToken cancellationToken)
    {
        var data = Open(key, id);
        await using (data.ConfigureAwait(false))
        {
            if (data.Length != offset)
            {
                throw Elsewhere(key, data.Length, offset);
            }

            data.Seek(0, SeekOrigin.End);
            using var borrowed = new BorrowedContent(content);
            try
            {
                await borrowed.CopyToAsync(data, size - offset, cancellationToken).ConfigureAwait(false);
                data.Flush(flushToDisk: data.Length == size);
                return data.Length;
            }
            catch (Exception exception) when (LocalErrors.IsOurs(exception) && !borrowed.Failed(exception))
            {
                throw LocalErrors.Of("write", key, exception);
            }
        }
    }

    private async Task FinishAsync(ObjectKey key, string id, string sha256, Action<string, string> finish, CancellationToken cancellationToken)
    {
        string found;
        var data = Open(key, id);
        await using (data.ConfigureAwait(false))
        {
            found = Convert.ToHexStringLower(await SHA256.HashDataAsync(data, cancellationToken).ConfigureAwait(false));
        }

        if (found != sha256)
        {
            Cancel(key, id);
            throw new RepriseException(ErrorCode.DataLoss, $"'{key}' arrived with the SHA-256 {found} and was announced with {sha256}. Send it again from the start.");
        }

        finish(DataOf(id), sha256);
    }

    private (long Size, string Sha256) Require(ObjectKey key, string id)
    {
        var path = IsId(id) ? Path.Combine(FolderOf(id), "upload") : "";
        var lines = File.Exists(path) ? File.ReadAllText(path).Split('\n', 3) : [];
        return lines is [var size, var sha256, var name] && name == key.Value
            ? (long.Parse(size, CultureInfo.InvariantCulture), sha256)
            : throw new RepriseException(
                ErrorCode.ResourceDoesNotExist, $"There is no upload of '{key}' with this id: it was given up, or nobody went on for a day. Begin a new one.");
    }

    private FileStream Open(ObjectKey key, string id)
    {
        try
        {
            return new FileStream(DataOf(id), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous);
        }
        catch (FileNotFoundException exception)
        {
            throw new RepriseException(ErrorCode.ResourceConflict, $"The upload of '{key}' was finished or given up by somebody else meanwhile. Ask how far it is.", exception);
        }
        catch (IOException exception)
        {
            throw new RepriseException(ErrorCode.ResourceConflict, $"Another connection is writing the upload of '{key}'. Ask how far it is, and go on from there.", exception);
        }
    }

    private static RepriseException Elsewhere(ObjectKey key, long at, long offset) => new(
        ErrorCode.ResourceConflict, FormattableString.Invariant($"The upload of '{key}' is at byte {at}, not at {offset}. Go on from there."));

    private static bool IsId(string id) => id is { Length: 32 } && id.All(char.IsAsciiHexDigitLower);

    private string FolderOf(string id) => Path.Combine(staging, Prefix + id);

    private string DataOf(string id) => Path.Combine(FolderOf(id), "data");
}
