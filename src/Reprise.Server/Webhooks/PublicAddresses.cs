using System.Net;
using System.Net.Sockets;

namespace Reprise.Server.Webhooks;

/// <summary>Which addresses are on the public internet: what is left of IANA's special-purpose registries (RFC 6890 and its updates).</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] SpecialUnicast =
        [.. new[] { "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16" }.Select(network => IPNetwork.Parse(network))];

    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether the address is one; addresses that hold an IPv4 address are judged by that.</summary>
    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !Array.Exists(Special, network => network.Contains(address));
        }

        var bytes = address.GetAddressBytes();
        return Nat64.Contains(address) ? Contains(new IPAddress(bytes.AsSpan(12, 4)))
            : SixToFour.Contains(address) ? Contains(new IPAddress(bytes.AsSpan(2, 4)))
            : GlobalUnicast.Contains(address) && !Array.Exists(SpecialUnicast, network => network.Contains(address));
    }
}
