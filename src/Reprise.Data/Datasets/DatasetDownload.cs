using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using Reprise.Core.Errors;
using Reprise.Core.Files;
using Reprise.Core.Hashing;

namespace Reprise.Data.Datasets;

/// <summary>Fetches a data set's file from its address into the cache: bounded, hashed, renamed into place only when whole and right.</summary>
internal sealed class DatasetDownload(DatasetResolverOptions options, DatasetSpec spec, Uri url)
{
    private static readonly TimeSpan LeftBehind = TimeSpan.FromDays(1);

    /// <summary>Null when the file is now at <paramref name="target"/>; else why not, in words. Only the caller's own cancellation is thrown.</summary>
    public async Task<string?> TryAsync(string target, CancellationToken cancellationToken)
    {
        try
        {
            DeleteLeftovers(Path.GetDirectoryName(target)!);
            await FetchAsync(target, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"no answer within {options.ConnectTimeout.TotalSeconds:0.#} s to connect and {options.StallTimeout.TotalSeconds:0.#} s to send");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or InvalidDataException or RepriseException)
        {
            return e.InnerException is { } inner and not OperationCanceledException && e is HttpRequestException ? $"{e.Message} {inner.Message}" : e.Message;
        }
    }

    public static string WrongHash(string actual, DatasetSpec spec) => $"refused: its sha256 is {actual}, the pinned one is {spec.Sha256}";

    private async Task FetchAsync(string target, CancellationToken cancellationToken)
    {
        using var own = options.Handler is null ? new SocketsHttpHandler { ConnectTimeout = options.ConnectTimeout, MaxAutomaticRedirections = 5 } : null;
        using var client = new HttpClient(options.Handler ?? own!, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(options.ConnectTimeout + options.StallTimeout);
        using var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture, $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}."));
        }

        if (response.Content.Headers.ContentLength > spec.MaxBytes)
        {
            throw TooLarge();
        }

        var body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            if (spec.ArchiveEntry is null)
            {
                await AtomicFile.WriteAsync(target, (file, token) => CopyVerifiedAsync(body, file, stall, token), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await FetchEntryAsync(body, spec.ArchiveEntry, target, stall, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Keeps the archive in a file without a name of its own, then takes the one entry out; no name in the archive becomes a path.</summary>
    private async Task FetchEntryAsync(Stream body, string entryName, string target, CancellationTokenSource stall, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(target)!).FullName;
        var archiveFile = new FileStream(
            Path.Combine(folder, AtomicFile.TemporaryName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using (archiveFile.ConfigureAwait(false))
        {
            await CopyAsync(body, archiveFile, null, stall, cancellationToken).ConfigureAwait(false);
            using var archive = new ZipArchive(archiveFile, ZipArchiveMode.Read);
            var entry = archive.GetEntry(entryName)
                ?? throw new InvalidDataException($"the archive has no '{entryName}'; it has: {string.Join(", ", archive.Entries.Take(20).Select(e => $"'{e.FullName}'"))}.");
            var content = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                await AtomicFile.WriteAsync(target, (file, token) => CopyVerifiedAsync(content, file, stall, token), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task CopyVerifiedAsync(Stream from, Stream to, CancellationTokenSource stall, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await CopyAsync(from, to, hash, stall, cancellationToken).ConfigureAwait(false);
        var actual = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (actual != spec.Sha256)
        {
            throw new InvalidDataException(WrongHash(actual, spec));
        }
    }

    private async Task CopyAsync(Stream from, Stream to, IncrementalHash? hash, CancellationTokenSource stall, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        for (long total = 0; ;)
        {
            stall.CancelAfter(options.StallTimeout);
            var count = await from.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
            if (count == 0)
            {
                return;
            }

            total += count;
            if (total > spec.MaxBytes)
            {
                throw TooLarge();
            }

            hash?.AppendData(buffer, 0, count);
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }
    }

    private InvalidDataException TooLarge() =>
        new(string.Create(CultureInfo.InvariantCulture, $"refused: it is larger than the {spec.MaxBytes:N0} bytes allowed for this data set"));

    /// <summary>Deletes what a killed process left here a day or longer ago; a younger file may be another process's download.</summary>
    private void DeleteLeftovers(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(folder).Where(AtomicFile.IsTemporary))
        {
            if (options.TimeProvider.GetUtcNow() - File.GetLastWriteTimeUtc(path) > LeftBehind)
            {
                File.Delete(path);
            }
        }
    }
}
