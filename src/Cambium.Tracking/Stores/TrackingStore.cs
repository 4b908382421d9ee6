namespace Cambium.Tracking;

/// <summary>All that is kept in one place, and the clock it is dated by.</summary>
/// <param name="Place">How people call the place, such as the full path of its folder.</param>
/// <param name="Experiments">Experiments.</param>
/// <param name="Runs">Runs.</param>
/// <param name="LoggedModels">Logged models.</param>
/// <param name="Models">The model registry.</param>
/// <param name="ModelHistory">What happened to registered models.</param>
/// <param name="Gates">What must hold before an alias is moved.</param>
/// <param name="Webhooks">Who is told of changes of the registry.</param>
/// <param name="Outbox">What they are still to be told.</param>
/// <param name="Artifacts">The files of runs and models.</param>
/// <param name="Connection">What is closed in the end.</param>
sealed record TrackingStore(
    string Place,
    IExperimentStore Experiments,
    IRunStore Runs,
    ILoggedModelStore LoggedModels,
    IModelRegistry Models,
    IRegistryHistory ModelHistory,
    IAliasGates Gates,
    IWebhookStore Webhooks,
    IWebhookOutbox Outbox,
    IArtifactStore Artifacts,
    IDisposable Connection) : IDisposable
{
    /// <summary>Users, tokens and the audit log; null where another program keeps the store.</summary>
    internal PeopleStores? People { get; init; }

    /// <summary>Opens the store in a folder, or makes one: a SQLite file and the artifacts.</summary>
    /// <exception cref="TrackingException">The folder holds a store of a newer Cambium, or a damaged one.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    internal static TrackingStore OpenFolder(string folder, TimeProvider time, WebhookSettings? webhooks = null)
    {
        Directory.CreateDirectory(folder);
        var artifacts = new FolderArtifactStore(Path.Combine(folder, "artifacts"), Path.Combine(folder, "unfinished"), time);
        var database = SqliteDatabase.Open(Path.Combine(folder, "cambium.db"));
        return Over(folder, database, artifacts, time, webhooks);
    }

    /// <summary>The stores of one database, with their files.</summary>
    /// <param name="place">How people call the place.</param>
    /// <param name="database">The database.</param>
    /// <param name="artifacts">The files.</param>
    /// <param name="time">The clock.</param>
    /// <param name="webhooks">Which URLs webhooks may have; null: only public ones over HTTPS.</param>
    internal static TrackingStore Over(string place, ISqlDatabase database, IArtifactStore artifacts, TimeProvider time, WebhookSettings? webhooks = null) => new(
        place,
        new SqlExperimentStore(database, ArtifactUri.Root, time),
        new SqlRunStore(database, time),
        new SqlLoggedModelStore(database, time),
        new SqlModelRegistry(database, time),
        new SqlRegistryHistory(database),
        new SqlAliasGates(database, time),
        new SqlWebhookStore(database, webhooks ?? new WebhookSettings(), time),
        new SqlWebhookOutbox(database, time),
        artifacts,
        database)
    {
        People = PeopleStores.Over(database, time, new PasswordHasher()),
    };

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();
}
