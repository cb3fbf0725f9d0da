using System.Globalization;
using System.Security.Cryptography;
using Reprise.Core.Errors;
using Reprise.Tracking.Wire;

namespace Reprise.Tracking.Http;

/// <summary>Sends a large file to a server in as many connections as it takes, each going on where the last one broke.</summary>
internal sealed class HttpPieces(RestChannel channel, HttpTrackingOptions options, string address)
{
    /// <summary>Sends from the stream's position to its end; false when the server does not take pieces.</summary>
    public async Task<bool> TrySendAsync(Stream content, CancellationToken cancellationToken)
    {
        var start = content.Position;
        var size = content.Length - start;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));
        content.Position = start;
        if (await BeginAsync(size, sha256, cancellationToken).ConfigureAwait(false) is not { } id)
        {
            return false;
        }

        var (at, left, delay) = (0L, options.Retries, options.FirstDelay);
        while (true)
        {
            try
            {
                content.Position = start + at;
                await channel.TransferAsync(
                    () => new BorrowedStreamContent(content),
                    HttpMethod.Patch,
                    address + new RestQuery().Add("upload_id", id).Add("offset", at.ToString(CultureInfo.InvariantCulture)),
                    mayRepeat: false,
                    cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (RepriseException exception) when (left > 0 && exception.Code is ErrorCode.TemporarilyUnavailable or ErrorCode.ResourceConflict)
            {
                await Task.Delay(delay, options.TimeProvider, cancellationToken).ConfigureAwait(false);
                var reached = await OffsetAsync(id, cancellationToken).ConfigureAwait(false);
                (left, delay) = reached > at ? (options.Retries, options.FirstDelay) : (left - 1, delay * 2);
                at = reached;
            }
        }
    }

    private async Task<string?> BeginAsync(long size, string sha256, CancellationToken cancellationToken)
    {
        try
        {
            // May be sent twice: an upload nobody goes on with ends after a day.
            var begun = await channel.SendAsync<BeginUploadRequest, UploadStateResponse>(
                HttpMethod.Post, address, new BeginUploadRequest(size, sha256), cancellationToken).ConfigureAwait(false);
            return begun.UploadId;
        }
        catch (RepriseException exception) when (exception.Code is ErrorCode.NotImplemented or ErrorCode.EndpointNotFound)
        {
            return null;
        }
    }

    private async Task<long> OffsetAsync(string id, CancellationToken cancellationToken)
    {
        var state = await channel.GetAsync<UploadStateResponse>(address, new RestQuery().Add("upload_id", id), cancellationToken).ConfigureAwait(false);
        return state.Offset ?? 0;
    }
}
