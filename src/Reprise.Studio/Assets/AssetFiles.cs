using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reprise.Tracking.Access;

namespace Reprise.Studio.Assets;

/// <summary>
/// The embedded styles and scripts. Their addresses carry a hash of all of them, so that browsers keep them for ever and a new version is
/// fetched at once; modules that import each other by relative address stay within one version.
/// </summary>
internal static class AssetFiles
{
    private const string ResourcePrefix = "studio/";

    private static readonly Lazy<(string Version, FrozenDictionary<string, Asset> Files)> Loaded = new(Load);

    /// <summary>The address of an asset such as <c>studio.css</c>, relative to the application's root.</summary>
    public static string Address(string name) =>
        Loaded.Value.Files.ContainsKey(name)
            ? $"_studio/{Loaded.Value.Version}/{name}"
            : throw new ArgumentException($"There is no asset '{name}'. There are: {string.Join(", ", Loaded.Value.Files.Keys.Order())}.", nameof(name));

    /// <summary>Serves the assets to anybody: they hold no data.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/_studio/{version}/{**name}", ["GET", "HEAD"], Serve)
            .AllowAnonymous().ExcludeFromDescription().WithMetadata(new RouteNeedsAttribute(RouteNeed.Nothing));

    private static IResult Serve(string version, string name, HttpContext context)
    {
        if (version != Loaded.Value.Version || !Loaded.Value.Files.TryGetValue(name, out var asset))
        {
            return Results.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return Results.Bytes(asset.Content, asset.ContentType);
        }

        headers.ContentEncoding = "gzip";
        return Results.Bytes(asset.Compressed.Value, asset.ContentType);
    }

    private static (string Version, FrozenDictionary<string, Asset> Files) Load()
    {
        var assembly = typeof(AssetFiles).Assembly;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = new Dictionary<string, Asset>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Order())
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            hash.AppendData(content);
            files[resource[ResourcePrefix.Length..].Replace('\\', '/')] =
                new Asset(content, ContentType(resource), new Lazy<byte[]>(() => Compress(content)));
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset())[..12], files.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"No content type is known for the embedded asset '{name}' ({other})."),
    };

    private static byte[] Compress(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return target.ToArray();
    }

    private sealed record Asset(byte[] Content, string ContentType, Lazy<byte[]> Compressed);
}
