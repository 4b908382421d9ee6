namespace Cambium.Tracking;

/// <summary>The stores of a server of MLflow's REST protocol: Cambium's own, or MLflow's.</summary>
static class HttpStores
{
    /// <summary>The stores at an address. Nothing is asked before the first call.</summary>
    /// <exception cref="TrackingException">It is no address of a server.</exception>
    internal static TrackingStore Open(string url, TimeProvider time) =>
        Open(HttpAddress.Parse(url, Environment.GetEnvironmentVariable), new HttpLimits(), FetchedFolders.Root(), time);

    /// <summary>The stores at an address.</summary>
    internal static TrackingStore Open(HttpAddress address, HttpLimits limits, string cache, TimeProvider time)
    {
        var transport = new HttpTransport(address, limits, time);
        var experiments = new HttpExperimentStore(transport);
        return new TrackingStore(
            address.Place,
            experiments,
            new HttpRunStore(transport, experiments),
            new HttpLoggedModelStore(transport),
            new HttpModelRegistry(transport),
            new HttpRegistryHistory(transport),
            new HttpAliasGates(transport),
            new HttpArtifactStore(transport, new FetchedFolders(cache, address.Place)),
            transport)
        {
            IsRemote = true,
        };
    }
}
