using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Reprise.Storage.Remote;

namespace Reprise.Storage.S3;

/// <summary>Answers of the service as <see cref="RemoteObject"/>.</summary>
internal static class S3Descriptions
{
    /// <summary>Metadata that holds the part size of an object that was uploaded in parts.</summary>
    public const string PartSizeKey = "x-amz-meta-reprise-part-size";

    private const int Md5Digits = 32;

    public static RemoteObject Of(string name, GetObjectMetadataResponse head) => Of(
        name, head.ContentLength, head.LastModified, head.ETag, head.Metadata[PartSizeKey], head.ServerSideEncryptionMethod, head.ServerSideEncryptionCustomerMethod);

    public static RemoteObject Of(string name, GetObjectResponse answer) => Of(
        name,
        answer.ContentLength,
        answer.LastModified,
        answer.ETag,
        answer.Metadata[PartSizeKey],
        answer.ServerSideEncryptionMethod,
        answer.ServerSideEncryptionCustomerMethod);

    public static RemoteObject Of(S3Object entry) => new(entry.Key, entry.Size ?? 0, Utc(entry.LastModified), Unquoted(entry.ETag));

    private static RemoteObject Of(
        string name,
        long size,
        DateTime? modified,
        string? etag,
        string? partSize,
        ServerSideEncryptionMethod? encryption,
        ServerSideEncryptionCustomerMethod? customerKey)
    {
        var version = Unquoted(etag);
        var isMd5 = (string.IsNullOrEmpty(encryption?.Value) || encryption == ServerSideEncryptionMethod.None || encryption == ServerSideEncryptionMethod.AES256)
            && (string.IsNullOrEmpty(customerKey?.Value) || customerKey == ServerSideEncryptionCustomerMethod.None);
        return new RemoteObject(name, size, Utc(modified), version, isMd5 ? CheckOf(version, size, partSize) : null);
    }

    /// <summary>An ETag is the MD5 of the bytes, or of the parts' MD5s and then ends with their number.</summary>
    private static RemoteChecksum? CheckOf(string etag, long size, string? partSize)
    {
        if (etag.Length == Md5Digits && etag.All(char.IsAsciiHexDigit))
        {
            return new RemoteChecksum(etag.ToLowerInvariant());
        }

        return etag.Length > Md5Digits + 1
            && etag[Md5Digits] == '-'
            && long.TryParse(partSize, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            && bytes > 0
            && int.TryParse(etag.AsSpan(Md5Digits + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var parts)
            && (size + bytes - 1) / bytes == parts
                ? new RemoteChecksum(etag[..Md5Digits].ToLowerInvariant(), bytes)
                : null;
    }

    private static string Unquoted(string? etag) => (etag ?? "").Trim('"');

    private static DateTimeOffset Utc(DateTime? time) => time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : default;
}
