namespace Cambium.Server.Tests;

/// <summary>
/// A server over the demo store, and one over an empty store, for all tests of an assembly: nothing that a test asks changes them.
/// </summary>
public sealed class RunningServer : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("cambium-server-").FullName;
    CambiumServer? _server;
    CambiumServer? _empty;
    DemoRuns? _runs;

    /// <summary>The server over the demo store.</summary>
    internal CambiumServer Server => _server ?? throw new InvalidOperationException("Not started.");

    /// <summary>The server over an empty store.</summary>
    internal CambiumServer Empty => _empty ?? throw new InvalidOperationException("Not started.");

    /// <summary>The ids of the runs.</summary>
    internal DemoRuns Runs => _runs ?? throw new InvalidOperationException("Not started.");

    /// <summary>The folder of the demo store.</summary>
    internal string Store => Path.Combine(_folder, "store");

    public async ValueTask InitializeAsync()
    {
        _runs = DemoStore.Fill(Store);
        _server = await CambiumServer.StartAsync(new ServerOptions { Port = 0, Store = Store });
        _empty = await CambiumServer.StartAsync(new ServerOptions { Port = 0, Store = Path.Combine(_folder, "empty") });
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Empty.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A client of the demo server that follows no redirects.</summary>
    internal HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Server.Url };
}
