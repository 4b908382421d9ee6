namespace Cambium.Tracking;

/// <summary>All that is kept in one place, and the clock it is dated by.</summary>
/// <param name="Place">How people call the place, such as the full path of its folder.</param>
/// <param name="Experiments">Experiments.</param>
/// <param name="Runs">Runs.</param>
/// <param name="LoggedModels">Logged models.</param>
/// <param name="Models">The model registry.</param>
/// <param name="ModelHistory">What happened to registered models.</param>
/// <param name="Gates">What must hold before an alias is moved.</param>
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
    IArtifactStore Artifacts,
    IDisposable Connection) : IDisposable
{
    /// <summary>Users, tokens and the audit log; null where another program keeps the store.</summary>
    internal PeopleStores? People { get; init; }

    /// <summary>Opens the store in a folder, or makes one: a SQLite file and the artifacts.</summary>
    /// <exception cref="TrackingException">The folder holds a store of a newer Cambium, or a damaged one.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    internal static TrackingStore OpenFolder(string folder, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        var artifacts = new FolderArtifactStore(Path.Combine(folder, "artifacts"), Path.Combine(folder, "unfinished"), time);
        var database = SqliteDatabase.Open(Path.Combine(folder, "cambium.db"));
        return Over(folder, database, artifacts, time);
    }

    /// <summary>The stores of one database, with their files.</summary>
    internal static TrackingStore Over(string place, ISqlDatabase database, IArtifactStore artifacts, TimeProvider time) => new(
        place,
        new SqlExperimentStore(database, ArtifactUri.Root, time),
        new SqlRunStore(database, time),
        new SqlLoggedModelStore(database, time),
        new SqlModelRegistry(database, time),
        new SqlRegistryHistory(database),
        new SqlAliasGates(database, time),
        artifacts,
        database)
    {
        People = PeopleStores.Over(database, time, new PasswordHasher()),
    };

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();
}
