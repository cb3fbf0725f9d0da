using System.Globalization;
using System.Xml.Linq;
using Reprise.Storage.Remote;

namespace Reprise.Storage.Azure;

/// <summary>Answers of the service as <see cref="RemoteObject"/>.</summary>
internal static class AzureDescriptions
{
    /// <summary>Metadata of a blob made of blocks: their size, and the MD5 over their MD5s.</summary>
    public const string PartSizeKey = "x-ms-meta-reprise_part_size";

    /// <inheritdoc cref="PartSizeKey"/>
    public const string PartsMd5Key = "x-ms-meta-reprise_parts_md5";

    public static RemoteObject Of(string name, HttpResponseMessage answer)
    {
        var content = answer.Content.Headers;
        return new RemoteObject(
            name,
            content.ContentLength ?? 0,
            content.LastModified ?? default,
            Unquoted(answer.Headers.ETag?.Tag),
            Parts(answer) ?? (content.ContentMD5 is { } md5 ? new RemoteChecksum(Convert.ToHexStringLower(md5)) : null));
    }

    public static RemoteObject Of(XElement blob)
    {
        var properties = blob.Element("Properties");
        return new RemoteObject(
            (string)blob.Element("Name")!,
            long.TryParse((string?)properties?.Element("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0,
            DateTimeOffset.TryParse((string?)properties?.Element("Last-Modified"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : default,
            Unquoted((string?)properties?.Element("Etag")));
    }

    private static RemoteChecksum? Parts(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues(PartSizeKey, out var sizes)
        && long.TryParse(sizes.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && size > 0
        && answer.Headers.TryGetValues(PartsMd5Key, out var md5)
            ? new RemoteChecksum(md5.First().ToLowerInvariant(), size)
            : null;

    private static string Unquoted(string? etag) => (etag ?? "").Trim('"');
}
