using System.Net;
using System.Net.Sockets;
using Reprise.Core.Errors;

namespace Reprise.Server.Webhooks;

/// <summary>
/// Connections to receivers of webhooks. The address is judged when the connection is made, after the name was resolved and for the very address that is
/// used, so that a name that changes its address gains nothing. No redirect is followed, no proxy and no cookie used.
/// </summary>
internal static class WebhookConnections
{
    /// <summary>How long a receiver may take to accept a connection.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    public static HttpClient Client(bool allowPrivate) => new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),   // a name that moves is followed
            MaxResponseHeadersLength = 16,
            ConnectCallback = (context, token) => ConnectAsync(context.DnsEndPoint, allowPrivate, token),
        })
    {
        Timeout = Timeout.InfiniteTimeSpan,   // each message has its own
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint place, bool allowPrivate, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(place.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(place.Host, cancellationToken);
        var allowed = allowPrivate ? addresses : Array.FindAll(addresses, PublicAddresses.Contains);
        if (allowed.Length == 0)
        {
            throw new RepriseException(
                ErrorCode.PermissionDenied,
                $"'{place.Host}' has no public address, and webhooks may not reach this machine or its networks. Allow private addresses in the server's options where that is meant.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, place.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
