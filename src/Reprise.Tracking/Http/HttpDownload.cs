using System.Net;
using System.Net.Http.Headers;
using Reprise.Core.Errors;
using Reprise.Storage;
using Reprise.Storage.Remote;

namespace Reprise.Tracking.Http;

/// <summary>
/// Files of a server as streams that take up a lost connection where it broke, and fail at the end when the SHA-256 the server recorded is another. A server
/// that says no length or version (MLflow's) is read straight.
/// </summary>
internal sealed class HttpDownload(RestChannel channel, HttpTrackingOptions options, string address)
{
    private const string Sha256Name = "sha-256=:";

    public async Task<Stream> OpenAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var response = await channel.OpenAsync(address, null, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentLength is not { } length || response.Headers.ETag is not { IsWeak: false, Tag: var tag })
        {
            return body;
        }

        var remote = new RemoteObject(key.Value, length, response.Content.Headers.LastModified ?? default, tag.Trim('"'), ChecksumOf(response));
        var transfer = new TransferOptions { Retries = options.Retries, Timeout = options.Timeout };
        return new RemoteReadStream(key, remote, body, OpenRangeAsync, transfer, options.TimeProvider);
    }

    private async Task<Stream> OpenRangeAsync(RemoteObject remote, long from, CancellationToken cancellationToken)
    {
        var response = await channel.OpenAsync(
            address,
            headers =>
            {
                headers.Range = new RangeHeaderValue(from, null);
                headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue($"\"{remote.Version}\""));
            },
            cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.PartialContent || from == 0)
        {
            return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }

        response.Dispose();
        throw new RepriseException(ErrorCode.ResourceConflict, $"'{remote.Name}' was replaced while it was being read. Read it again from the start.");
    }

    private static RemoteChecksum? ChecksumOf(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Repr-Digest", out var values) || !values.First().StartsWith(Sha256Name, StringComparison.Ordinal))
        {
            return null;
        }

        var bytes = new byte[33];
        return Convert.TryFromBase64String(values.First()[Sha256Name.Length..].TrimEnd(':'), bytes, out var length) && length == 32
            ? new RemoteChecksum(Convert.ToHexStringLower(bytes.AsSpan(0, length)), IsSha256: true)
            : null;
    }
}
