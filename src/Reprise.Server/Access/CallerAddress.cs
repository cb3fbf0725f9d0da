using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Reprise.Server.Access;

/// <summary>Where a request comes from, as far as limits tell apart: an IPv4 address, or a /64 network of IPv6, which one household has.</summary>
internal static class CallerAddress
{
    public static string Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes).ToString();
    }
}
