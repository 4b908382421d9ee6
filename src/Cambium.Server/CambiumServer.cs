namespace Cambium.Server;

/// <summary>A running server: pages, health and scoring over one store.</summary>
public sealed class CambiumServer : IAsyncDisposable
{
    CambiumServer()
    {
    }

    /// <summary>Where it listens, such as http://127.0.0.1:5000.</summary>
    public Uri Url => throw new NotImplementedException();

    /// <summary>Starts a server and returns when it listens.</summary>
    /// <exception cref="ArgumentException">The host is not a loopback address.</exception>
    /// <exception cref="IOException">No port is free.</exception>
    public static Task<CambiumServer> StartAsync(ServerOptions options, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Returns when the process is asked to stop or the token is cancelled.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Stops the server; requests in flight are answered.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
