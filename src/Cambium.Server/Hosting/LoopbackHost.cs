using System.Net;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>Which names mean this machine and nothing else.</summary>
static class LoopbackHost
{
    static readonly string[] ProxyHeaders = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"];

    /// <summary>The address of a host to listen on.</summary>
    /// <param name="host">An address, or localhost.</param>
    /// <param name="hasUsers">Whether everybody must sign in; else only this machine is let in.</param>
    /// <exception cref="ArgumentException">The host is no address, or not a loopback one while there are no users.</exception>
    internal static IPAddress Parse(string host, bool hasUsers)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return IPAddress.Loopback;
        }

        if (!IPAddress.TryParse(host, out var address))
        {
            throw new ArgumentException(
                $"Host '{host}' is no address to listen on. Use 127.0.0.1 for this machine alone, or 0.0.0.0 or [::] for all, and name the server with --host-name.",
                nameof(host));
        }

        return hasUsers || IPAddress.IsLoopback(address)
            ? address
            : throw new ArgumentException(
                $"Host '{host}' is not a loopback address, and there are no users: whoever reached the server could do everything. "
                + "Add the first user with 'cambium users add NAME --role admin' (with --create where there is no store yet), or use 127.0.0.1, ::1 or localhost.",
                nameof(host));
    }

    /// <summary>Refuses what says that others than this machine ask, through a proxy whose connections come from this machine; for a server without users.</summary>
    /// <exception cref="ArgumentException">There is a proxy in front, or a name that others know the server by.</exception>
    internal static void RefuseProxy(ServerOptions options)
    {
        if (options.BehindProxy || options.HostNames.Count > 0)
        {
            throw new ArgumentException(
                $"There are no users, and {(options.BehindProxy ? "--behind-proxy" : "--host-name")} says that others reach this server through a proxy: "
                + "whoever did could do everything. Add the first user with 'cambium users add NAME --role admin' (with --create where there is no store yet) first.",
                nameof(options));
        }
    }

    /// <summary>Whether a request came from this machine itself. Behind a proxy every connection does, so none is taken for that.</summary>
    internal static bool IsCaller(HttpContext context, ServerOptions options) =>
        !options.BehindProxy && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>The header by which a request shows that it came through a proxy; null where it has none. Clients at this machine send none of them.</summary>
    internal static string? ProxyHeaderOf(HttpRequest request) => Array.Find(ProxyHeaders, request.Headers.ContainsKey);

    /// <summary>
    /// Whether a Host header names this machine. A page of another site can make its own name resolve to 127.0.0.1 (DNS rebinding) and read
    /// what it likes; its requests still carry that name, and are refused by it.
    /// </summary>
    internal static bool IsOne(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
