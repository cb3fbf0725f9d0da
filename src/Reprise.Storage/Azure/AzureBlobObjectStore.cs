using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using Reprise.Core.Errors;
using Reprise.Storage.Remote;

namespace Reprise.Storage.Azure;

/// <summary>Blobs of an Azure container below a prefix.</summary>
/// <remarks>
/// Every message carries its MD5, which the service verifies; the MD5 of a small blob, and the size of the blocks with the MD5 over their MD5s of a
/// large one, are recorded and verified by readers. Thread-safe.
/// </remarks>
public sealed class AzureBlobObjectStore : RemoteObjectStore, IDirectUploads
{
    private const int DeleteParallelism = 8;
    private readonly AzureBlobOptions _options;
    private readonly AzureBlobClient _client;

    private AzureBlobObjectStore(AzureBlobOptions options, TimeProvider time)
        : base(options.Prefix, options.Transfer, time)
    {
        _options = options;
        _client = new AzureBlobClient(options, time);
    }

    /// <summary>Opens a container; nothing is sent before the first call.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static AzureBlobObjectStore Open(AzureBlobOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new AzureBlobObjectStore(options, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    /// <exception cref="RepriseException"><see cref="ErrorCode.NotImplemented"/>: only an account's key can sign URLs, and this store has none.</exception>
    public async Task<DirectUpload> CreateUploadAsync(ObjectKey key, int parts, CancellationToken cancellationToken = default)
    {
        var secret = _options.Credential.Key
            ?? throw new RepriseException(ErrorCode.NotImplemented, "Multipart upload needs the key of the Azure account; this store has a shared access signature only.");
        var name = await PrepareUploadAsync(key, parts, cancellationToken).ConfigureAwait(false);
        var upload = Guid.NewGuid().ToString("N");
        var container = _options.Container.AbsolutePath.Trim('/').Split('/')[^1];
        var sas = SharedKey.Sas(secret, $"{_options.Credential.Account}/{container}/{name}", "cw", Time.GetUtcNow() + UrlTime);
        return new DirectUpload(
            upload,
            [
                .. Enumerable.Range(1, parts).Select(number => new DirectPart(
                    number, _client.At(name, $"comp=block&blockid={Uri.EscapeDataString(AzureBlobUpload.BlockId(upload, number))}&{sas}"))),
            ]);
    }

    /// <inheritdoc/>
    public async Task CompleteUploadAsync(ObjectKey key, string uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        await AzureBlobUpload.CommitAsync(
            _client, NameOf(key), [.. parts.Select(part => part.Number).Order().Select(number => AzureBlobUpload.BlockId(uploadId, number))], null, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task AbortUploadAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _client.Dispose();
        }
    }

    private protected override async Task<RemoteObject?> HeadAsync(string name, CancellationToken cancellationToken)
    {
        using var answer = await _client.SendAsync(
            $"look up '{name}'", () => new HttpRequestMessage(HttpMethod.Head, _client.At(name)), cancellationToken, HttpStatusCode.NotFound).ConfigureAwait(false);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : AzureDescriptions.Of(name, answer);
    }

    private protected override async Task<(RemoteObject Found, Stream Body)?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await _client.SendAsync(
            $"read '{name}'", () => new HttpRequestMessage(HttpMethod.Get, _client.At(name)), cancellationToken, HttpStatusCode.NotFound).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            answer.Dispose();
            return null;
        }

        return (AzureDescriptions.Of(name, answer), await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
    }

    private protected override async Task<Stream> OpenRangeAsync(RemoteObject remote, long from, CancellationToken cancellationToken)
    {
        var answer = await _client.SendAsync(
            $"read on in '{remote.Name}'",
            () => new HttpRequestMessage(HttpMethod.Get, _client.At(remote.Name))
            {
                Headers = { Range = new RangeHeaderValue(from, null), IfMatch = { new EntityTagHeaderValue($"\"{remote.Version}\"") } },
            },
            cancellationToken).ConfigureAwait(false);
        return await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
    }

    private protected override async Task<RemotePage> ListPageAsync(RemoteQuery query, CancellationToken cancellationToken)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"restype=container&comp=list&maxresults={query.Limit}&prefix={Uri.EscapeDataString(query.Prefix)}")
            + (query.ByFolder ? "&delimiter=%2F" : "") + (query.Token is { } token ? $"&marker={Uri.EscapeDataString(token)}" : "");
        using var answer = await _client.SendAsync(
            $"list '{query.Prefix}'", () => new HttpRequestMessage(HttpMethod.Get, _client.At("", text)), cancellationToken).ConfigureAwait(false);
        var body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var list = await XElement.LoadAsync(body, LoadOptions.PreserveWhitespace, cancellationToken).ConfigureAwait(false);
        var blobs = list.Element("Blobs");
        return new RemotePage(
            [.. (blobs?.Elements("Blob") ?? []).Select(AzureDescriptions.Of)],
            [.. (blobs?.Elements("BlobPrefix") ?? []).Select(folder => (string)folder.Element("Name")!)],
            (string?)list.Element("NextMarker") is { Length: > 0 } next ? next : null);
    }

    private protected override IRemoteUpload BeginUpload(string name) => new AzureBlobUpload(_client, name);

    private protected override Task DeleteNamesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        names,
        new ParallelOptions { MaxDegreeOfParallelism = DeleteParallelism, CancellationToken = cancellationToken },
        async (name, token) =>
        {
            using var answer = await _client.SendAsync(
                $"delete '{name}'", () => new HttpRequestMessage(HttpMethod.Delete, _client.At(name)), token, HttpStatusCode.NotFound).ConfigureAwait(false);
        });
}
