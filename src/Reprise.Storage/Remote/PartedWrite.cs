using System.Buffers;
using Reprise.Core.Errors;

namespace Reprise.Storage.Remote;

/// <summary>Streams content into an <see cref="IRemoteUpload"/>: one request for a small object, else parts, several at a time, in bounded memory.</summary>
internal sealed class PartedWrite(IRemoteUpload upload, TransferOptions options)
{
    private static readonly TimeSpan AbortTime = TimeSpan.FromSeconds(10);

    public async Task RunAsync(Stream content, CancellationToken cancellationToken)
    {
        long? length = content.CanSeek ? Math.Max(0, content.Length - content.Position) : null;
        var partSize = options.PartSizeFor(length);
        var first = ArrayPool<byte>.Shared.Rent((int)Math.Min(partSize, (length ?? partSize) + 1));
        try
        {
            var limit = Math.Min(partSize, first.Length);
            var read = await content.ReadAtLeastAsync(first.AsMemory(0, limit), limit, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (read < limit)
            {
                await upload.PutWholeAsync(new ArraySegment<byte>(first, 0, read), cancellationToken).ConfigureAwait(false);
                return;
            }

            await upload.BeginAsync(partSize, cancellationToken).ConfigureAwait(false);
            await SendPartsAsync(first, limit, content, partSize, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(first);
        }
    }

    private async Task SendPartsAsync(byte[] first, int firstLength, Stream content, int partSize, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = new List<Task>();
        try
        {
            // The first buffer may be shorter than a part when a stream holds more than its length promised.
            var part = ArrayPool<byte>.Shared.Rent(partSize);
            first.AsSpan(0, firstLength).CopyTo(part);
            var filled = firstLength;
            for (var number = 1; ; number++)
            {
                try
                {
                    filled += await content.ReadAtLeastAsync(
                        part.AsMemory(filled, partSize - filled), partSize - filled, throwOnEndOfStream: false, stop.Token).ConfigureAwait(false);
                }
                catch
                {
                    ArrayPool<byte>.Shared.Return(part);
                    throw;
                }

                if (filled == 0)
                {
                    ArrayPool<byte>.Shared.Return(part);
                    number--;
                }
                else
                {
                    RequireRoom(number, partSize, part);
                    sending.Add(SendAsync(number, part, filled, stop));
                }

                if (filled < partSize)
                {
                    await Task.WhenAll(sending).ConfigureAwait(false);
                    await upload.CompleteAsync(number, cancellationToken).ConfigureAwait(false);
                    return;
                }

                while (sending.Count >= options.Parallelism)
                {
                    var done = await Task.WhenAny(sending).ConfigureAwait(false);
                    sending.Remove(done);
                    await done.ConfigureAwait(false);
                }

                part = ArrayPool<byte>.Shared.Rent(partSize);
                filled = 0;
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await AbortAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task SendAsync(int number, byte[] part, int length, CancellationTokenSource stop)
    {
        try
        {
            await Task.Yield();   // hashing and sending beside the reading of the next part
            await upload.PutPartAsync(number, new ArraySegment<byte>(part, 0, length), stop.Token).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }
    }

    // A service that cannot be told now finds the parts later: `reprise gc` and the bucket's own rules delete old unfinished uploads.
    private async Task AbortAsync()
    {
        try
        {
            using var late = new CancellationTokenSource(AbortTime);
            await upload.AbortAsync(late.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RepriseException or OperationCanceledException)
        {
            // The failure that led here is the one to hear of.
        }
    }

    private static void RequireRoom(int number, int partSize, byte[] part)
    {
        if (number > TransferOptions.MaxParts)
        {
            ArrayPool<byte>.Shared.Return(part);
            throw new RepriseException(
                ErrorCode.InvalidParameterValue,
                FormattableString.Invariant(
                    $"The content is larger than {TransferOptions.MaxParts} parts of {partSize} bytes. Give the stream a length, or set a larger part size."));
        }
    }
}
