using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Reprise.Core.Errors;
using Reprise.Storage.Remote;

namespace Reprise.Storage.S3;

/// <summary>Objects of an S3 bucket below a prefix.</summary>
/// <remarks>
/// Uploads send the MD5 of every part, which the service verifies, and record the part size, so that a download can verify the ETag over all parts.
/// Objects encrypted by a key management service have another ETag and are verified by part only. Thread-safe.
/// </remarks>
public sealed class S3ObjectStore : RemoteObjectStore, IDirectUploads
{
    private readonly S3Options _options;
    private readonly AmazonS3Client _client;

    private S3ObjectStore(S3Options options, TimeProvider time)
        : base(options.Prefix, options.Transfer, time)
    {
        _options = options;
        _client = S3Clients.Create(options);
    }

    /// <summary>Opens a bucket; nothing is sent before the first call.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static S3ObjectStore Open(S3Options options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new S3ObjectStore(options, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public async Task<DirectUpload> CreateUploadAsync(ObjectKey key, int parts, CancellationToken cancellationToken = default)
    {
        var name = await PrepareUploadAsync(key, parts, cancellationToken).ConfigureAwait(false);
        return await CallAsync(
            $"begin the upload of '{name}'",
            async () =>
            {
                var begun = await _client.InitiateMultipartUploadAsync(
                    new InitiateMultipartUploadRequest { BucketName = _options.Bucket, Key = name }, cancellationToken).ConfigureAwait(false);
                var until = (Time.GetUtcNow() + UrlTime).UtcDateTime;
                return new DirectUpload(
                    begun.UploadId,
                    [.. await Task.WhenAll(Enumerable.Range(1, parts).Select(number => SignAsync(name, begun.UploadId, number, until))).ConfigureAwait(false)]);
            }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task CompleteUploadAsync(ObjectKey key, string uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default) => CallAsync(
        $"complete the upload of '{NameOf(key)}'",
        async () =>
        {
            var sent = parts.OrderBy(part => part.Number).Select(part => new PartETag(part.Number, part.ETag)).ToList();
            await _client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = _options.Bucket, Key = NameOf(key), UploadId = uploadId, PartETags = sent },
                cancellationToken).ConfigureAwait(false);
            return true;
        });

    /// <inheritdoc/>
    public Task AbortUploadAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken = default) => CallAsync(
        $"give up the upload of '{NameOf(key)}'",
        async () =>
        {
            try
            {
                await _client.AbortMultipartUploadAsync(_options.Bucket, NameOf(key), uploadId, cancellationToken).ConfigureAwait(false);
            }
            catch (AmazonS3Exception exception) when (S3Errors.IsMissing(exception))
            {
                // Not there is fine.
            }

            return true;
        });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _client.Dispose();
        }
    }

    private protected override Task<RemoteObject?> HeadAsync(string name, CancellationToken cancellationToken) => CallAsync<RemoteObject?>(
        $"look up '{name}'",
        async () =>
        {
            try
            {
                var head = await _client.GetObjectMetadataAsync(
                    new GetObjectMetadataRequest { BucketName = _options.Bucket, Key = name }, cancellationToken).ConfigureAwait(false);
                return S3Descriptions.Of(name, head);
            }
            catch (AmazonS3Exception exception) when (S3Errors.IsMissing(exception))
            {
                return null;
            }
        });

    private protected override Task<(RemoteObject Found, Stream Body)?> OpenAsync(string name, CancellationToken cancellationToken) =>
        CallAsync<(RemoteObject Found, Stream Body)?>(
            $"read '{name}'",
            async () =>
            {
                try
                {
                    var answer = await _client.GetObjectAsync(new GetObjectRequest { BucketName = _options.Bucket, Key = name }, cancellationToken)
                        .ConfigureAwait(false);
                    return (S3Descriptions.Of(name, answer), new S3Body(answer.ResponseStream));
                }
                catch (AmazonS3Exception exception) when (S3Errors.IsMissing(exception))
                {
                    return null;
                }
            });

    private protected override Task<Stream> OpenRangeAsync(RemoteObject remote, long from, CancellationToken cancellationToken) => CallAsync<Stream>(
        $"read on in '{remote.Name}'",
        async () =>
        {
            var request = new GetObjectRequest
            {
                BucketName = _options.Bucket,
                Key = remote.Name,
                EtagToMatch = $"\"{remote.Version}\"",
                ByteRange = new ByteRange(FormattableString.Invariant($"bytes={from}-")),
            };
            return new S3Body((await _client.GetObjectAsync(request, cancellationToken).ConfigureAwait(false)).ResponseStream);
        });

    private protected override Task<RemotePage> ListPageAsync(RemoteQuery query, CancellationToken cancellationToken) => CallAsync(
        $"list '{query.Prefix}'",
        async () =>
        {
            var answer = await _client.ListObjectsV2Async(
                new ListObjectsV2Request
                {
                    BucketName = _options.Bucket,
                    Prefix = query.Prefix,
                    Delimiter = query.ByFolder ? "/" : null,
                    ContinuationToken = query.Token,
                    MaxKeys = query.Limit,
                },
                cancellationToken).ConfigureAwait(false);
            return new RemotePage(
                [.. (answer.S3Objects ?? []).Select(S3Descriptions.Of)],
                answer.CommonPrefixes ?? [],
                answer.IsTruncated == true ? answer.NextContinuationToken : null);
        });

    private protected override IRemoteUpload BeginUpload(string name) => new S3Upload(_client, _options, name);

    private protected override Task DeleteNamesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) => CallAsync(
        string.Create(CultureInfo.InvariantCulture, $"delete {names.Count} objects from '{names[0]}' on"),
        async () =>
        {
            if (names.Count == 1)
            {
                await _client.DeleteObjectAsync(_options.Bucket, names[0], cancellationToken).ConfigureAwait(false);
                return true;
            }

            try
            {
                await _client.DeleteObjectsAsync(
                    new DeleteObjectsRequest { BucketName = _options.Bucket, Quiet = true, Objects = [.. names.Select(name => new KeyVersion { Key = name })] },
                    cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (DeleteObjectsException exception)
            {
                var first = exception.Response.DeleteErrors[0];
                throw new RepriseException(
                    ErrorCode.PermissionDenied,
                    FormattableString.Invariant(
                        $"{exception.Response.DeleteErrors.Count} objects of bucket '{_options.Bucket}' were not deleted; the first is '{first.Key}' ({first.Code}: {first.Message})."),
                    exception);
            }
        });

    private async Task<DirectPart> SignAsync(string name, string uploadId, int number, DateTime until)
    {
        var url = await _client.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = _options.Bucket,
            Key = name,
            Verb = HttpVerb.PUT,
            UploadId = uploadId,
            PartNumber = number,
            Expires = until,
            Protocol = _options.Endpoint?.Scheme == Uri.UriSchemeHttp ? Protocol.HTTP : Protocol.HTTPS,
        }).ConfigureAwait(false);
        return new DirectPart(number, new Uri(url));
    }

    private Task<T> CallAsync<T>(string what, Func<Task<T>> call) => S3Errors.TranslateAsync(_options, what, call);
}
