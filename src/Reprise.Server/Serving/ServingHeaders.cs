using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reprise.Serving.Hosting;

namespace Reprise.Server.Serving;

/// <summary>Headers of every prediction, by which it can be followed back to the model.</summary>
internal static class ServingHeaders
{
    public const string Model = "X-Reprise-Model";
    public const string ModelVersion = "X-Reprise-Model-Version";
    public const string RequestId = "X-Request-Id";

    private const int MaxIdLength = 128;

    /// <summary>Writes model, version and request id, and returns the id: the caller's own when it is plain, else a new one.</summary>
    public static string Write(HttpContext context, ServedModel model)
    {
        var headers = context.Response.Headers;
        headers[Model] = Uri.EscapeDataString(model.Name);
        if (model.Version is { } version)
        {
            headers[ModelVersion] = version.ToString(CultureInfo.InvariantCulture);
        }

        var given = context.Request.Headers[RequestId].ToString();
        var id = IsPlain(given) ? given : Guid.NewGuid().ToString("N");
        headers[RequestId] = id;
        return id;
    }

    private static bool IsPlain(string id) => id.Length is > 0 and <= MaxIdLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
