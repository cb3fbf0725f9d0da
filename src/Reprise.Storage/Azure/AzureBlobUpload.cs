using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Reprise.Storage.Remote;

namespace Reprise.Storage.Azure;

/// <summary>One blob on its way into a container. Blocks that no blob takes are deleted by the service after a week.</summary>
internal sealed class AzureBlobUpload(AzureBlobClient client, string name) : IRemoteUpload
{
    // Of one length for every block of a blob, as the service asks; random, so that two writers of one name do not mix.
    private readonly string _upload = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<int, byte[]> _parts = new();
    private long _partSize;

    public async Task PutWholeAsync(ArraySegment<byte> content, CancellationToken cancellationToken)
    {
        using var answer = await client.SendAsync(
            What,
            () => new HttpRequestMessage(HttpMethod.Put, client.At(name)) { Content = Body(content, Md5.Of(content)), Headers = { { "x-ms-blob-type", "BlockBlob" } } },
            cancellationToken).ConfigureAwait(false);
    }

    public Task BeginAsync(long partSize, CancellationToken cancellationToken)
    {
        _partSize = partSize;
        return Task.CompletedTask;
    }

    public async Task PutPartAsync(int number, ArraySegment<byte> content, CancellationToken cancellationToken)
    {
        var md5 = Md5.Of(content);
        using var answer = await client.SendAsync(
            What,
            () => new HttpRequestMessage(HttpMethod.Put, client.At(name, $"comp=block&blockid={Uri.EscapeDataString(BlockId(_upload, number))}")) { Content = Body(content, md5) },
            cancellationToken).ConfigureAwait(false);
        _parts[number] = md5;
    }

    public async Task CompleteAsync(int parts, CancellationToken cancellationToken)
    {
        var numbers = Enumerable.Range(1, parts);
        var md5 = Convert.ToHexStringLower(Md5.Of([.. numbers.SelectMany(number => _parts[number])]));
        await CommitAsync(client, name, [.. numbers.Select(number => BlockId(_upload, number))], (_partSize, md5), cancellationToken).ConfigureAwait(false);
    }

    public Task AbortAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string What => $"write '{name}'";

    /// <summary>The name of a block.</summary>
    public static string BlockId(string upload, int number) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{upload}-{number:00000}")));

    /// <summary>Makes blocks the blob; what is known of them is recorded for readers.</summary>
    public static async Task CommitAsync(
        AzureBlobClient client, string name, IReadOnlyList<string> blocks, (long PartSize, string Md5)? known, CancellationToken cancellationToken)
    {
        var list = Encoding.UTF8.GetBytes(new XElement("BlockList", blocks.Select(block => new XElement("Latest", block))).ToString());
        using var answer = await client.SendAsync(
            $"write '{name}'",
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Put, client.At(name, "comp=blocklist")) { Content = Body(list, Md5.Of(list)) };
                if (known is var (size, md5))
                {
                    request.Headers.Add(AzureDescriptions.PartSizeKey, size.ToString(CultureInfo.InvariantCulture));
                    request.Headers.Add(AzureDescriptions.PartsMd5Key, md5);
                }

                return request;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static ByteArrayContent Body(ArraySegment<byte> content, byte[] md5) =>
        new(content.Array!, content.Offset, content.Count) { Headers = { ContentMD5 = md5 } };
}
