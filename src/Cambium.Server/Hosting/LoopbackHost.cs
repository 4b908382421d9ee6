using System.Net;

namespace Cambium.Server;

/// <summary>Which names mean this machine and nothing else.</summary>
static class LoopbackHost
{
    /// <summary>The loopback address of a host name.</summary>
    /// <exception cref="ArgumentException">The host is not a loopback address.</exception>
    internal static IPAddress Parse(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return IPAddress.Loopback;
        }

        return IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)
            ? address
            : throw new ArgumentException(
                $"Host '{host}' is not a loopback address. "
                + "The server has no users yet, so it listens only on this machine: use 127.0.0.1, ::1 or localhost.",
                nameof(host));
    }

    /// <summary>
    /// Whether a Host header names this machine. A page of another site can make its own name resolve to 127.0.0.1 (DNS rebinding) and read
    /// what it likes; its requests still carry that name, and are refused by it.
    /// </summary>
    internal static bool IsOne(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
