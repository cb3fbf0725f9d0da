using System.Collections.Concurrent;
using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Reprise.Core.Errors;
using Reprise.Storage.Remote;

namespace Reprise.Storage.S3;

/// <summary>One object on its way into a bucket.</summary>
internal sealed class S3Upload(AmazonS3Client client, S3Options options, string name) : IRemoteUpload
{
    private readonly ConcurrentDictionary<int, (string ETag, byte[] Md5)> _parts = new();
    private string _id = "";

    public Task PutWholeAsync(ArraySegment<byte> content, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        using var stream = new MemoryStream(content.Array!, content.Offset, content.Count, writable: false);
        await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = options.Bucket,
                Key = name,
                InputStream = stream,
                AutoCloseStream = false,
                UseChunkEncoding = false,   // one signature over all bytes, which services of any age check
                MD5Digest = Convert.ToBase64String(Md5.Of(content)),
            },
            cancellationToken).ConfigureAwait(false);
        return true;
    });

    public Task BeginAsync(long partSize, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        var request = new InitiateMultipartUploadRequest { BucketName = options.Bucket, Key = name };
        request.Metadata[S3Descriptions.PartSizeKey] = partSize.ToString(CultureInfo.InvariantCulture);
        _id = (await client.InitiateMultipartUploadAsync(request, cancellationToken).ConfigureAwait(false)).UploadId;
        return true;
    });

    public Task PutPartAsync(int number, ArraySegment<byte> content, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        using var stream = new MemoryStream(content.Array!, content.Offset, content.Count, writable: false);
        var md5 = Md5.Of(content);
        var answer = await client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = options.Bucket,
                Key = name,
                UploadId = _id,
                PartNumber = number,
                PartSize = content.Count,
                InputStream = stream,
                UseChunkEncoding = false,
                MD5Digest = Convert.ToBase64String(md5),
            },
            cancellationToken).ConfigureAwait(false);
        _parts[number] = (answer.ETag, md5);
        return true;
    });

    public Task CompleteAsync(int parts, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        var sent = Enumerable.Range(1, parts).Select(number => new PartETag(number, _parts[number].ETag)).ToList();
        var answer = await client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = options.Bucket, Key = name, UploadId = _id, PartETags = sent }, cancellationToken).ConfigureAwait(false);
        RequireSame(answer.ETag?.Trim('"'), parts);
        return true;
    });

    public Task AbortAsync(CancellationToken cancellationToken) => CallAsync(async () =>
    {
        await client.AbortMultipartUploadAsync(options.Bucket, name, _id, cancellationToken).ConfigureAwait(false);
        return true;
    });

    // Where the service hands out MD5s of parts, the ETag of the whole follows from them.
    private void RequireSame(string? etag, int parts)
    {
        var all = Enumerable.Range(1, parts).Select(number => _parts[number]).ToList();
        if (string.IsNullOrEmpty(etag) || all.Any(part => part.ETag.Trim('"') != Convert.ToHexStringLower(part.Md5)))
        {
            return;
        }

        var expected = FormattableString.Invariant($"{Convert.ToHexStringLower(Md5.Of([.. all.SelectMany(part => part.Md5)]))}-{parts}");
        if (etag != expected)
        {
            throw new RepriseException(
                ErrorCode.DataLoss, $"'{name}' was put together as {etag} where its parts make {expected}. Write it again, and have the bucket's service checked.");
        }
    }

    private Task<T> CallAsync<T>(Func<Task<T>> call) => S3Errors.TranslateAsync(options, $"write '{name}'", call);
}
