using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Reprise.Server.Hosting;

/// <summary>
/// Keeps web pages of strangers away from a server on the user's own machine: a Host header that is a foreign name (DNS rebinding) and a
/// changing request from a foreign origin are answered 403; every answer carries the headers that stop content sniffing and framing.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next, RepriseServerOptions options)
{
    private readonly HashSet<string> _hosts = new(options.AllowedHosts.Append(options.Host), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _origins = new(options.AllowedOrigins.Select(origin => origin.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(AddHeaders, context.Response);

        var request = context.Request;
        if (!IsAllowedHost(request.Host.Host))
        {
            return RefuseAsync(context, "Invalid Host header - possible DNS rebinding attack detected");
        }

        var changes = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));
        return changes && IsForeign(request)
            ? RefuseAsync(context, "Cross-origin request blocked")
            : next(context);
    }

    private static Task AddHeaders(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        return Task.CompletedTask;
    }

    /// <summary>Whether a page of somebody else sent it. Programs send neither header; browsers that hide the origin still say that the site is another.</summary>
    private bool IsForeign(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        return origins.Count == 0
            ? request.Headers["Sec-Fetch-Site"].ToString().Equals("cross-site", StringComparison.OrdinalIgnoreCase)
            : origins.Any(origin => origin is null || !IsAllowedOrigin(origin, request));
    }

    private bool IsAllowedOrigin(string origin, HttpRequest request) =>
        _origins.Contains(origin)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && (IsLoopbackName(uri.Host) || uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)));

    private bool IsAllowedHost(string host) =>
        IsLoopbackName(host) || _hosts.Contains(host) || (IPAddress.TryParse(host, out var address) && IsPrivate(address));

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsPrivate(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal;
        }

        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return bytes[0] == 10 || (bytes[0] == 172 && (bytes[1] & 0xF0) == 16) || (bytes[0] == 192 && bytes[1] == 168);
    }

    private static Task RefuseAsync(HttpContext context, string reason)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason, context.RequestAborted);
    }
}
