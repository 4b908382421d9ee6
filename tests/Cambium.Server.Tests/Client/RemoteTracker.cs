using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>A server over a store of its own, and a tracker that knows no more of it than its address. Tests share both, so each makes names of its own.</summary>
public sealed class RemoteTracker : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("cambium-client-").FullName;
    CambiumServer? _server;
    Tracker? _tracker;
    int _names;

    internal Uri Url => (_server ?? throw new InvalidOperationException("Not started.")).Url;

    internal Tracker Tracker => _tracker ?? throw new InvalidOperationException("Not started.");

    /// <summary>The store over HTTP.</summary>
    internal TrackingStore Store => Tracker.Store;

    public async ValueTask InitializeAsync()
    {
        _server = await CambiumServer.StartAsync(new ServerOptions { Port = 0, Store = Path.Combine(_folder, "store") });
        _tracker = Open();
    }

    public async ValueTask DisposeAsync()
    {
        Tracker.Dispose();
        await _server!.DisposeAsync(); // started, since there is a tracker
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Another tracker of the server.</summary>
    internal Tracker Open() => new(HttpStores.Open(HttpAddress.Parse(Url.AbsoluteUri, _ => null), new HttpLimits(), Path.Combine(_folder, "cache"), TimeProvider.System), TimeProvider.System);

    /// <summary>A name that nothing on the server has.</summary>
    internal string NewName(string kind) => $"{kind}-{Interlocked.Increment(ref _names)}";

    internal Run Start() => Tracker.Start(NewName("experiment"), "trees");

    /// <summary>Puts a file into a new place.</summary>
    internal string NewFile(string text)
    {
        var file = Path.Combine(_folder, NewName("file"));
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>A run with a folder as that of a saved model.</summary>
    internal Run RunWithModel()
    {
        var run = Start();
        Store.Artifacts.AddFolder($"{run.ExperimentId}/{run.Id}/artifacts/model", folder =>
        {
            Directory.CreateDirectory(Path.Combine(folder, "deep"));
            File.WriteAllText(Path.Combine(folder, "MLmodel"), "flavors:");
            File.WriteAllText(Path.Combine(folder, "deep", "größe 1.txt"), "0123");
        });
        return run;
    }
}
