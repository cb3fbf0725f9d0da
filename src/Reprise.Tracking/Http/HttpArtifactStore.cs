using System.Security.Cryptography;
using Reprise.Core.Errors;
using Reprise.Storage;
using Reprise.Storage.Remote;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Wire;

namespace Reprise.Tracking.Http;

/// <summary>Files of a server, streamed through its artifact proxy.</summary>
internal sealed class HttpArtifactStore(RestChannel channel, HttpTrackingOptions options) : IArtifactStore
{
    private const string Proxy = "/api/2.0/mlflow-artifacts/artifacts";
    private const string Pieces = "/api/2.0/mlflow-artifacts/uploads";
    private const int DirectPartSize = 16 << 20;

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

    public Task<Stream> OpenReadAsync(string rootUri, string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new HttpDownload(channel, options, Address(Proxy, rootUri, path)).OpenAsync(ObjectKey.Parse(path), cancellationToken);
    }

    public async Task WriteAsync(string rootUri, string path, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanSeek || content.Length - content.Position < options.ResumeFrom || !await TryLargeAsync(rootUri, path, content, cancellationToken).ConfigureAwait(false))
        {
            await PutAsync(rootUri, path, content, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task DeleteAsync(string rootUri, string path, CancellationToken cancellationToken = default) =>
        channel.TransferAsync(() => null, HttpMethod.Delete, Address(Proxy, rootUri, path), mayRepeat: true, cancellationToken);

    /// <summary>In pieces through the server, else in parts past it; false when the server offers neither.</summary>
    private async Task<bool> TryLargeAsync(string rootUri, string path, Stream content, CancellationToken cancellationToken)
    {
        var start = content.Position;
        if (await new HttpPieces(channel, options, Address(Pieces, rootUri, path)).TrySendAsync(content, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        content.Position = start;
        try
        {
            var upload = new HttpPartsUpload(channel, ObjectKey.Parse(Resolve(rootUri, path)), content.Length - start);
            await new PartedWrite(upload, new TransferOptions { PartSize = DirectPartSize }).RunAsync(content, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RepriseException exception) when (exception.Code is ErrorCode.NotImplemented or ErrorCode.EndpointNotFound or ErrorCode.TemporarilyUnavailable)
        {
            content.Position = start;   // not offered, or the bucket cannot be reached from here
            return false;
        }
    }

    // Announced before, so that a server that knows the header stores nothing else.
    private async Task PutAsync(string rootUri, string path, Stream content, CancellationToken cancellationToken)
    {
        var start = content.CanSeek ? content.Position : 0;
        var sha256 = content.CanSeek ? await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false) : null;
        await channel.TransferAsync(
            () =>
            {
                if (sha256 is null)
                {
                    return new BorrowedStreamContent(content);
                }

                content.Position = start;
                return new BorrowedStreamContent(content) { Headers = { { "Repr-Digest", $"sha-256=:{Convert.ToBase64String(sha256)}:" } } };
            },
            HttpMethod.Put,
            Address(Proxy, rootUri, path),
            mayRepeat: content.CanSeek,
            cancellationToken).ConfigureAwait(false);
    }

    private static string Address(string route, string rootUri, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return $"{route}/{string.Join('/', Resolve(rootUri, path).Split('/').Select(Uri.EscapeDataString))}";
    }

    /// <summary>The path behind the proxy, checked here because a URL would silently resolve dot parts to another file.</summary>
    private static string Resolve(string rootUri, string? path)
    {
        if (!rootUri.StartsWith(ArtifactUri.OwnScheme, StringComparison.Ordinal))
        {
            throw Invalid.Parameter(
                $"Files under '{rootUri}' cannot be reached through the tracking server: it hands out only locations that start with {ArtifactUri.OwnScheme}/, and buckets (s3:, wasbs:).");
        }

        var root = rootUri[ArtifactUri.OwnScheme.Length..];
        if (root.StartsWith("//", StringComparison.Ordinal))
        {
            root = new Uri(rootUri).AbsolutePath;   // names a host: the tracking server stands for it
        }

        return ObjectKey.Parse(root.TrimStart('/')).Append(ObjectKey.Parse(path)).Value;
    }
}
