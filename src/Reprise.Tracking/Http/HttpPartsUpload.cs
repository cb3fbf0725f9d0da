using System.Collections.Concurrent;
using Reprise.Core.Errors;
using Reprise.Storage;
using Reprise.Storage.Remote;
using Reprise.Tracking.Wire;

namespace Reprise.Tracking.Http;

/// <summary>Sends a large file in parts straight to the bucket behind a server, by the URLs the server signs (MLflow's multipart upload).</summary>
internal sealed class HttpPartsUpload(RestChannel channel, ObjectKey key, long size) : IRemoteUpload
{
    private const string Api = "/api/2.0/mlflow-artifacts/mpu/";
    private readonly ConcurrentDictionary<int, string> _tags = new();
    private Dictionary<long, string> _urls = [];
    private string? _id;

    public async Task PutWholeAsync(ArraySegment<byte> content, CancellationToken cancellationToken)
    {
        await BeginAsync(size, cancellationToken).ConfigureAwait(false);
        await PutPartAsync(1, content, cancellationToken).ConfigureAwait(false);
        await CompleteAsync(1, cancellationToken).ConfigureAwait(false);
    }

    public async Task BeginAsync(long partSize, CancellationToken cancellationToken)
    {
        var parts = (size + partSize - 1) / partSize;
        var begun = await channel.SendAsync<CreateUploadRequest, CreateUploadResponse>(
            HttpMethod.Post, Address("create"), new CreateUploadRequest(key.Name, parts), cancellationToken).ConfigureAwait(false);
        _id = begun.UploadId;
        _urls = (begun.Credentials ?? []).Where(part => part.Url is not null).GroupBy(part => part.PartNumber ?? 0).ToDictionary(part => part.Key, part => part.First().Url!);
    }

    public async Task PutPartAsync(int number, ArraySegment<byte> content, CancellationToken cancellationToken)
    {
        var url = _urls.TryGetValue(number, out var known) && Uri.TryCreate(known, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") ? uri
            : throw new RepriseException(ErrorCode.InternalError, FormattableString.Invariant($"The server gave no address for part {number} of '{key}'."));
        _tags[number] = await channel.PutAsideAsync(url, content, cancellationToken).ConfigureAwait(false);
    }

    public Task CompleteAsync(int parts, CancellationToken cancellationToken) => channel.SendOnceAsync<CompleteUploadRequest, EmptyMessage>(
        HttpMethod.Post,
        Address("complete"),
        new CompleteUploadRequest(
            key.Name, _id, [.. Enumerable.Range(1, parts).Select(number => new UploadPartMessage(number, _tags[number], _urls[number]))]),
        cancellationToken);

    public Task AbortAsync(CancellationToken cancellationToken) => _id is null ? Task.CompletedTask
        : channel.SendAsync<AbortUploadRequest, EmptyMessage>(
            HttpMethod.Post, Address("abort"), new AbortUploadRequest(key.Name, _id), cancellationToken);

    private string Address(string step) => Api + step + string.Concat(key.Parent.IsRoot ? [] : key.Parent.Value.Split('/').Select(part => "/" + Uri.EscapeDataString(part)));
}
