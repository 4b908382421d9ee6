using System.Net;
using System.Net.Sockets;

namespace Cambium.Server;

/// <summary>Finds a port to listen on.</summary>
static class ListeningPorts
{
    /// <summary>How many ports beyond the wanted one are tried.</summary>
    internal const int Beyond = 100;

    /// <summary>The ports to try, in order: the wanted one, then those beyond that nobody listens on now.</summary>
    internal static IEnumerable<int> Candidates(IPAddress address, ServerOptions options)
    {
        if (options.Port == 0 || !options.NextFreePort)
        {
            return [options.Port];
        }

        return Enumerable.Range(options.Port, Beyond + 1).Where(port => port <= IPEndPoint.MaxPort && IsFree(address, port));
    }

    static bool IsFree(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
