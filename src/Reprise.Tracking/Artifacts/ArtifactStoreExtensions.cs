using System.Text;
using Reprise.Core.Errors;
using Reprise.Core.Files;
using Reprise.Storage;

namespace Reprise.Tracking.Artifacts;

/// <summary>What can be done with any artifact store.</summary>
public static class ArtifactStoreExtensions
{
    /// <summary>The file that makes a folder a model.</summary>
    public const string ModelFile = "MLmodel";

    /// <summary>Writes a text as UTF-8.</summary>
    public static async Task WriteTextAsync(
        this IArtifactStore store, string rootUri, string path, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await store.WriteAsync(rootUri, path, content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a UTF-8 text.</summary>
    public static async Task<string> ReadTextAsync(this IArtifactStore store, string rootUri, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var stream = await store.OpenReadAsync(rootUri, path, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Copies a folder of the store, and what is below it, into a local folder. Each file arrives whole; names from the store stay inside the folder.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.ResourceDoesNotExist"/>: the folder holds nothing.</exception>
    public static async Task ReadFolderAsync(
        this IArtifactStore store, string rootUri, string? path, string localFolder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var prefix = ObjectKey.Parse(path).Value is { Length: > 0 } folder ? folder + "/" : "";
        var waiting = new Stack<string?>([path]);
        var files = 0;
        while (waiting.TryPop(out var current))
        {
            foreach (var item in await store.ListAsync(rootUri, current, cancellationToken).ConfigureAwait(false))
            {
                if (item.IsDirectory)
                {
                    waiting.Push(item.Path);
                    continue;
                }

                var name = ObjectKey.Parse(item.Path[(item.Path.StartsWith(prefix, StringComparison.Ordinal) ? prefix.Length : 0)..]);
                var content = await store.OpenReadAsync(rootUri, item.Path, cancellationToken).ConfigureAwait(false);
                await using (content.ConfigureAwait(false))
                {
                    await AtomicFile.WriteAsync(Path.Combine(localFolder, name.Value), content.CopyToAsync, cancellationToken).ConfigureAwait(false);
                }

                files++;
            }
        }

        if (files == 0)
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There are no files under '{ArtifactUri.Append(rootUri, path ?? "")}'.");
        }
    }
}
