using System.Net;
using System.Net.Sockets;

namespace Cambium.Tracking;

/// <summary>Tells addresses that anyone on the internet can reach from those of this machine, its network and special uses (IANA's registries of 2024).</summary>
static class PublicAddress
{
    static readonly IPNetwork[] SpecialIPv4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
            "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Special parts of global unicast; 2002::/16 and 2001::/32 hold addresses of version 4 that nobody would check.</summary>
    static readonly IPNetwork[] SpecialIPv6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20" }.Select(IPNetwork.Parse)];

    static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>The prefix of addresses of version 4 as a translating network (NAT64) shows them.</summary>
    static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    internal static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Is(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !Array.Exists(SpecialIPv4, network => network.Contains(address));
        }

        return Translated.Contains(address)
            ? Is(new IPAddress(address.GetAddressBytes().AsSpan(12)))
            : GlobalUnicast.Contains(address) && !Array.Exists(SpecialIPv6, network => network.Contains(address));
    }
}
