namespace Cambium.Tracking;

/// <summary>All that is kept in one place, and the clock it is dated by.</summary>
/// <param name="Place">How people call the place, such as the full path of its folder or the address of a server.</param>
/// <param name="Experiments">Experiments.</param>
/// <param name="Runs">Runs.</param>
/// <param name="LoggedModels">Logged models.</param>
/// <param name="Models">The model registry.</param>
/// <param name="Artifacts">The files of runs and models.</param>
/// <param name="Connection">What is closed in the end.</param>
sealed record TrackingStore(
    string Place,
    IExperimentStore Experiments,
    IRunStore Runs,
    ILoggedModelStore LoggedModels,
    IModelRegistry Models,
    IArtifactStore Artifacts,
    IDisposable Connection) : IDisposable
{
    /// <summary>Whether a call waits for a network, so that metrics are gathered instead of written one by one.</summary>
    internal bool IsRemote { get; init; }

    /// <summary>Opens the store at a place: a server's address, or a folder.</summary>
    /// <exception cref="TrackingException">The address is none, or the folder holds a store of a newer Cambium, or a damaged one.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    internal static TrackingStore Open(string place, TimeProvider time) =>
        HttpAddress.Is(place) ? HttpStores.Open(place, time) : OpenFolder(Path.GetFullPath(place), time);

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
        artifacts,
        database);

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();
}
