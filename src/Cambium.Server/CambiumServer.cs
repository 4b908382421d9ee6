using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cambium.Server;

/// <summary>A running server: pages, health and scoring over one store.</summary>
public sealed class CambiumServer : IAsyncDisposable
{
    /// <summary>How many requests may block at once before others wait for a thread.</summary>
    const int MostAtOnce = 128;

    readonly WebApplication _application;
    readonly Tracker _tracker;

    CambiumServer(WebApplication application, Tracker tracker)
    {
        _application = application;
        _tracker = tracker;
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        Url = new Uri(addresses!.Addresses.Single()); // Kestrel always has the feature, and was told to listen once
    }

    /// <summary>Where it listens, such as http://127.0.0.1:5000.</summary>
    public Uri Url { get; }

    /// <summary>Starts a server and returns when it listens.</summary>
    /// <exception cref="ArgumentException">The host is no address; it is not a loopback one, or a proxy or another name is given, while there are no users; the port is not one of 0 to 65535, or the store is another server's.</exception>
    /// <exception cref="IOException">No port is free.</exception>
    /// <exception cref="TrackingException">The store is of a newer Cambium, damaged, or cannot be reached.</exception>
    public static Task<CambiumServer> StartAsync(ServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Port, System.Net.IPEndPoint.MaxPort);
        if (HttpAddress.Is(options.Store))
        {
            throw new ArgumentException(
                $"A server keeps its store in a folder or a database, but {HttpAddress.Parse(options.Store, static _ => null).Place} is a server.", nameof(options));
        }

        if (!TrackingStore.Exists(options.Store))
        {
            // Refused before a store is made: a refused start leaves nothing behind.
            RefuseWithoutUsers(options, hasUsers: false);
        }

        return StartAsync(options, Tracker.Open(options.Store, options.Artifacts, TimeProvider.System, options.ReadLimit), TimeProvider.System, cancellationToken);
    }

    /// <summary>Starts a server over a store, which it closes in the end.</summary>
    internal static async Task<CambiumServer> StartAsync(ServerOptions options, Tracker tracker, TimeProvider time, CancellationToken cancellationToken)
    {
        // Store calls block their thread until what they wrote is on the disk; the pool's own way of growing, a thread or two a second, would let a
        // crowd of clients wait for threads instead.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, MostAtOnce), ports);

        try
        {
            var hasUsers = tracker.Store.People?.Users.HasUsers() == true;
            var address = RefuseWithoutUsers(options, hasUsers);

            foreach (var port in ListeningPorts.Candidates(address, options))
            {
                var application = ServerApplication.Build(tracker, options, time, address, port);
                try
                {
                    await application.StartAsync(cancellationToken);
                    return new CambiumServer(application, tracker);
                }
                catch (IOException exception) when (exception.InnerException is AddressInUseException)
                {
                    // Taken since it was looked at: on to the next one.
                    await application.DisposeAsync();
                }
            }

            var range = options.NextFreePort && options.Port > 0
                ? $"Ports {options.Port} to {options.Port + ListeningPorts.Beyond} of"
                : $"Port {options.Port} of";
            throw new IOException(
                $"{range} {options.Host} cannot be listened on: another program has it. "
                + "Give another port (--port), or 0 for any free one.");
        }
        catch
        {
            tracker.Dispose();
            throw;
        }
    }

    /// <summary>The address to listen on.</summary>
    /// <exception cref="ArgumentException">It is none, or others than this machine would be let in while there are no users.</exception>
    static System.Net.IPAddress RefuseWithoutUsers(ServerOptions options, bool hasUsers)
    {
        var address = LoopbackHost.Parse(options.Host, hasUsers);
        if (!hasUsers)
        {
            LoopbackHost.RefuseProxy(options);
        }

        return address;
    }

    /// <summary>Returns when the process is asked to stop or the token is cancelled.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _application.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops the server; requests in flight are answered.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        _tracker.Dispose();
    }
}
