using System.Net;
using System.Net.Sockets;

namespace Cambium.Tracking.Tests;

/// <summary>A way to a PostgreSQL server that is cut, when told, at the next COMMIT: before it arrives, or before its answer does.</summary>
sealed class CutWire : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly int _target;
    int _cuts;

    internal CutWire(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many cuts there are still to make.</summary>
    internal int Cuts
    {
        get => _cuts;
        set => _cuts = value;
    }

    /// <summary>Whether the COMMIT itself arrives, and only its answer is lost.</summary>
    internal bool CommitArrives { get; set; }

    public void Dispose() => _listener.Dispose();

    async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = CarryAsync(client);
        }
    }

    async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            var isCut = false;
            var up = CopyAsync(client.GetStream(), server.GetStream(), async chunk =>
            {
                if (!chunk.Span.IndexOf("COMMIT"u8).Equals(-1) && Interlocked.Decrement(ref _cuts) >= 0)
                {
                    isCut = true;
                    if (CommitArrives)
                    {
                        await server.GetStream().WriteAsync(chunk);
                    }

                    return CommitArrives;
                }

                return true;
            }, () => isCut);
            var down = CopyAsync(server.GetStream(), client.GetStream(), _ => Task.FromResult(!isCut), () => false);
            await Task.WhenAny(up, down);
        }
    }

    /// <summary>Copies until the end, or until a chunk must not pass.</summary>
    static async Task CopyAsync(NetworkStream from, NetworkStream to, Func<ReadOnlyMemory<byte>, Task<bool>> passes, Func<bool> isWritten)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer) is > 0 and var read && await passes(buffer.AsMemory(0, read)))
            {
                if (!isWritten())
                {
                    await to.WriteAsync(buffer.AsMemory(0, read));
                }
            }
        }
        catch (IOException)
        {
            // The other end is gone.
        }
    }
}
