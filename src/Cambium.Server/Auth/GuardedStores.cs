using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Puts a guard before every store, so that no endpoint and no page can forget to ask.</summary>
static class GuardedStores
{
    /// <summary>The stores as the caller of a request sees them.</summary>
    internal static TrackingStore Over(TrackingStore store, Access access) => store with
    {
        Experiments = new GuardedExperimentStore(store.Experiments, access),
        Runs = new GuardedRunStore(store.Runs, access),
        LoggedModels = new GuardedLoggedModelStore(store.LoggedModels, access),
        Models = new GuardedModelRegistry(store.Models, access, RegistryActor.Unknown),
        ModelHistory = new GuardedRegistryHistory(store.ModelHistory, access),
        Gates = new GuardedAliasGates(store.Gates, access),
        Webhooks = store.Webhooks is { } webhooks ? new GuardedWebhookStore(webhooks, access) : null,

        // Messages hold secrets, and only the server itself sends them.
        Outbox = null,
        Traces = store.Traces is { } traces ? new GuardedTraceStore(traces, access) : null,
        Scorers = store.Scorers is { } scorers ? new GuardedScorerStore(scorers, access) : null,
        Uploads = store.Uploads is { } uploads ? new GuardedMultipartUploads(uploads, access) : null,
        Artifacts = new GuardedArtifactStore(store.Artifacts, access),

        // Whoever opened the store closes it; a stream without content has nothing to close.
        Connection = Stream.Null,
    };
}
