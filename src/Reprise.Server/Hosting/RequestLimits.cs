using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Reprise.Server.Hosting;

/// <summary>Limits of one request where they differ from the server's.</summary>
internal static class RequestLimits
{
    /// <summary>Sets how many bytes the body may have; only before it is read.</summary>
    public static void Set(HttpContext context, long bytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = bytes;
        }
    }
}
