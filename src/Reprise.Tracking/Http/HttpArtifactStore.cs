using Reprise.Storage;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Wire;

namespace Reprise.Tracking.Http;

/// <summary>Files of a server, streamed through its artifact proxy.</summary>
internal sealed class HttpArtifactStore(RestChannel channel) : IArtifactStore
{
    private const string Proxy = "/api/2.0/mlflow-artifacts/artifacts";

    public async Task<IReadOnlyList<ArtifactInfo>> ListAsync(string rootUri, string? path = null, CancellationToken cancellationToken = default)
    {
        var query = new RestQuery().Add("path", Resolve(rootUri, path));
        var response = await channel.GetAsync<ListArtifactsResponse>(Proxy, query, cancellationToken).ConfigureAwait(false);
        var folder = string.IsNullOrEmpty(path) ? "" : path.TrimEnd('/') + "/";
        return
        [
            .. response.Files.FromWire(file => file.ToEntity())
                .Select(file => file with { Path = folder + file.Path })
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    public Task<Stream> OpenReadAsync(string rootUri, string path, CancellationToken cancellationToken = default) =>
        channel.OpenAsync(Address(rootUri, path), cancellationToken);

    public Task WriteAsync(string rootUri, string path, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var start = content.CanSeek ? content.Position : 0;
        return channel.TransferAsync(
            () =>
            {
                if (content.CanSeek)
                {
                    content.Position = start;
                }

                return new BorrowedStreamContent(content);
            },
            HttpMethod.Put,
            Address(rootUri, path),
            mayRepeat: content.CanSeek,
            cancellationToken);
    }

    public Task DeleteAsync(string rootUri, string path, CancellationToken cancellationToken = default) =>
        channel.TransferAsync(() => null, HttpMethod.Delete, Address(rootUri, path), mayRepeat: true, cancellationToken);

    private static string Address(string rootUri, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return $"{Proxy}/{string.Join('/', Resolve(rootUri, path).Split('/').Select(Uri.EscapeDataString))}";
    }

    /// <summary>The path behind the proxy, checked here because a URL would silently resolve dot parts to another file.</summary>
    private static string Resolve(string rootUri, string? path)
    {
        if (!rootUri.StartsWith(ArtifactUri.OwnScheme, StringComparison.Ordinal))
        {
            throw Invalid.Parameter(
                $"Files under '{rootUri}' cannot be reached through the tracking server: it hands out only locations that start with {ArtifactUri.OwnScheme}/.");
        }

        var root = rootUri[ArtifactUri.OwnScheme.Length..];
        if (root.StartsWith("//", StringComparison.Ordinal))
        {
            root = new Uri(rootUri).AbsolutePath;   // names a host: the tracking server stands for it
        }

        return ObjectKey.Parse(root.TrimStart('/')).Append(ObjectKey.Parse(path)).Value;
    }
}
