using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Reprise.Storage;
using Reprise.Tracking;

namespace Reprise.Server.Tracking;

/// <summary>Sends a file of a run or model: always as a download in a sandbox, never as a page of this site, because anyone may have logged it.</summary>
internal static class ArtifactDownload
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>Extensions that MLflow answers as plain text, and file names without one.</summary>
    private static readonly HashSet<string> PlainText = new(StringComparer.OrdinalIgnoreCase)
    {
        "txt", "log", "err", "cfg", "conf", "cnf", "cf", "ini", "properties", "prop", "hocon", "toml", "yaml", "yml", "xml", "json", "js", "py", "py3",
        "csv", "tsv", "md", "rst", "MLmodel", "MLproject",
    };

    public static async Task SendAsync(HttpContext context, string rootUri, string path, ITrackingClient? store = null)
    {
        var tracking = store ?? context.RequestServices.GetRequiredService<ITrackingClient>();
        var file = await tracking.Artifacts.OpenReadAsync(rootUri, path, context.RequestAborted);
        var name = path[(path.LastIndexOf('/') + 1)..];
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        var known = file as IObjectContent;
        if (known?.Sha256 is { } sha256)
        {
            context.Response.Headers["Repr-Digest"] = VerifiedBody.Header(Convert.FromHexString(sha256));
        }

        // The version as ETag: a broken download goes on by Range and If-Range, and never mixes two versions.
        var version = known?.Entry is { Version.Length: > 0 } entry ? new EntityTagHeaderValue($"\"{entry.Version}\"") : null;
        await TypedResults.Stream(file, TypeOf(name), name, known?.Entry.ModifiedAt, version, enableRangeProcessing: file.CanSeek).ExecuteAsync(context);
    }

    private static string TypeOf(string name)
    {
        var extension = Path.GetExtension(name);
        return PlainText.Contains(extension.Length > 1 ? extension[1..] : name) ? "text/plain"
            : Types.TryGetContentType(name, out var type) ? type
            : "application/octet-stream";
    }
}
