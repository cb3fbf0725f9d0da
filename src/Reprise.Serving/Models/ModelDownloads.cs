using Reprise.Core.Errors;
using Reprise.Core.Hashing;
using Reprise.Tracking.Artifacts;

namespace Reprise.Serving.Models;

/// <summary>
/// Copies of model directories on the local disk, one folder per content (the SHA-256 of <c>MLmodel</c>, which holds that of the model file). A folder
/// appears whole or not at all; the oldest are deleted beyond a limit. Only the files that are read are fetched. Safe to use from several processes.
/// </summary>
public sealed class ModelDownloads(IArtifactStore artifacts, string folder, TimeProvider timeProvider)
{
    private const string TemporaryPrefix = ".reprise-tmp-";

    /// <summary>Largest model file fetched, in bytes. Default 4 GiB.</summary>
    public long MaxModelBytes { get; init; } = 4L << 30;

    /// <summary>Folders kept. Default 20.</summary>
    public int MaxFolders { get; init; } = 20;

    /// <summary>The local folder with the model's files, fetched when it is not there.</summary>
    /// <exception cref="RepriseException">The directory or one of its files is not there, too large, or not a model this program loads.</exception>
    public async Task<string> FetchAsync(ResolvedModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var description = await ReadDescriptionAsync(model, cancellationToken).ConfigureAwait(false);
        var target = Path.Combine(folder, ContentHash.Sha256(description));
        if (Directory.Exists(target))
        {
            Directory.SetLastWriteTimeUtc(target, timeProvider.GetUtcNow().UtcDateTime);
            return target;
        }

        var info = MlModelReader.Read(description);
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $"{TemporaryPrefix}{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(temporary);
            await CopyAsync(model, info.Flavor.ModelFile, temporary, MaxModelBytes, cancellationToken).ConfigureAwait(false);
            if (info.InputExample is not null)
            {
                await CopyAsync(model, info.InputExample, temporary, ModelDirectory.MaxExampleBytes, cancellationToken).ConfigureAwait(false);
            }

            await File.WriteAllBytesAsync(Path.Combine(temporary, ModelDirectory.MlModelName), description, cancellationToken).ConfigureAwait(false);
            Publish(temporary, target);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }

        Prune(target);
        return target;
    }

    /// <summary>Reads the directory's <c>MLmodel</c> alone.</summary>
    /// <exception cref="RepriseException">It is not there, or not of a model this program loads.</exception>
    public async Task<MlModel> ReadInfoAsync(ResolvedModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return MlModelReader.Read(await ReadDescriptionAsync(model, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Deletes a folder whose content turned out damaged, so that the next fetch is fresh.</summary>
    public static void Discard(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private async Task<byte[]> ReadDescriptionAsync(ResolvedModel model, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        try
        {
            await CopyAsync(model, ModelDirectory.MlModelName, content, MlModelReader.MaxBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (RepriseException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            throw new RepriseException(
                ErrorCode.ResourceDoesNotExist,
                $"{model.Uri} leads to '{model.RootUri}{(model.Path.Length == 0 ? "" : "/" + model.Path)}', which has no file "
                + $"{ModelDirectory.MlModelName}. Log a model there first.",
                error);
        }

        return content.ToArray();
    }

    private async Task CopyAsync(ResolvedModel model, string file, string target, long limit, CancellationToken cancellationToken)
    {
        ConfinedPath.Check(file);
        var path = Path.Combine(target, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
        await using (stream.ConfigureAwait(false))
        {
            await CopyAsync(model, file, stream, limit, cancellationToken).ConfigureAwait(false);
            stream.Flush(flushToDisk: true);
        }
    }

    private async Task CopyAsync(ResolvedModel model, string file, Stream target, long limit, CancellationToken cancellationToken)
    {
        var source = await artifacts.OpenReadAsync(model.RootUri, model.PathOf(file), cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            var buffer = new byte[1 << 16];
            var left = limit;
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                left -= read;
                if (left < 0)
                {
                    throw new RepriseException(
                        ErrorCode.InvalidParameterValue, $"'{file}' of {model.Uri} is larger than {limit} bytes, the most that is fetched.");
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static void Publish(string temporary, string target)
    {
        try
        {
            Directory.Move(temporary, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Another process fetched the same content first; its folder is as good.
        }
    }

    /// <summary>Deletes the folders used longest ago beyond the limit, and what a killed process left half done a day ago.</summary>
    private void Prune(string keep)
    {
        var all = new DirectoryInfo(folder).GetDirectories();
        var stale = timeProvider.GetUtcNow().UtcDateTime.AddDays(-1);
        var old = all.Where(entry => entry.Name.StartsWith(TemporaryPrefix, StringComparison.Ordinal) && entry.LastWriteTimeUtc < stale)
            .Concat(all.Where(entry => !entry.Name.StartsWith('.')).OrderByDescending(entry => entry.LastWriteTimeUtc).Skip(MaxFolders));
        foreach (var entry in old.Where(entry => entry.FullName != Path.GetFullPath(keep)))
        {
            try
            {
                entry.Delete(recursive: true);
            }
            catch (IOException)
            {
                // In use, or deleted by another process: the next fetch tries again.
            }
        }
    }
}
