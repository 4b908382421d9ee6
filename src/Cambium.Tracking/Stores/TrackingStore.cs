namespace Cambium.Tracking;

/// <summary>All that is kept in one place, and the clock it is dated by.</summary>
/// <param name="Place">How people call the place, such as the full path of its folder or the address of a server.</param>
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
    /// <summary>Below the folder of a store that was given no address.</summary>
    const string DefaultArtifacts = "cambium-data/artifacts";

    /// <summary>Whether a call waits for a network, so that metrics are gathered instead of written one by one.</summary>
    internal bool IsRemote { get; init; }

    /// <summary>Users, tokens and the audit log; null where another program keeps the store.</summary>
    internal PeopleStores? People { get; init; }

    /// <summary>Traces; null where another program keeps the store.</summary>
    internal ITraceStore? Traces { get; init; }

    /// <summary>Functions that judge traces; null where another program keeps the store.</summary>
    internal IScorerStore? Scorers { get; init; }

    /// <summary>Files that come in parts; null where another program keeps the store.</summary>
    internal IMultipartUploads? Uploads { get; init; }

    /// <summary>Who is told of changes of the registry; null where another program keeps the store.</summary>
    internal IWebhookStore? Webhooks { get; init; }

    /// <summary>What they are still to be told; null where another program keeps the store.</summary>
    internal IWebhookOutbox? Outbox { get; init; }

    /// <summary>Opens a store, or makes one.</summary>
    /// <param name="address">A folder, which then holds a SQLite file and the artifacts; the postgres:// address of a database; or a server's address.</param>
    /// <param name="artifacts">Where the artifacts are: a folder or s3://bucket/prefix. Null: what the environment's CAMBIUM_ARTIFACTS says; else the store's
    /// folder, or "cambium-data/artifacts" where the store is a database. A server keeps them itself.</param>
    /// <param name="time">The clock.</param>
    /// <param name="longestRead">How long a read must be let to take.</param>
    /// <exception cref="TrackingException">The store is of a newer Cambium, damaged, or cannot be reached; or an address is not understood.</exception>
    /// <exception cref="IOException">A folder cannot be made or written.</exception>
    internal static TrackingStore Open(string address, string? artifacts, TimeProvider time, TimeSpan longestRead = default)
    {
        if (HttpAddress.Is(address))
        {
            return HttpStores.Open(address, time);
        }

        artifacts ??= Environment.GetEnvironmentVariable("CAMBIUM_ARTIFACTS") is { Length: > 0 } named ? named : null;
        if (IsFolder(address))
        {
            var folder = Path.GetFullPath(address);
            return artifacts is null ? OpenFolder(folder, time) : Over(folder, OpenFile(folder), artifacts, time);
        }

        var postgres = PostgresAddress.Parse(address).ForReadsOf(longestRead);
        return Over(postgres.Place, PostgresDatabase.Open(postgres), artifacts ?? DefaultArtifacts, time);
    }

    /// <summary>Whether an address is that of a folder.</summary>
    internal static bool IsFolder(string address) => !PostgresAddress.IsOne(address) && !HttpAddress.Is(address);

    /// <summary>Whether there is a store at an address; it is not made, and not brought to this program's version. A server is taken at its word.</summary>
    /// <exception cref="TrackingException">The address is not understood, or the database cannot be reached.</exception>
    internal static bool Exists(string address) =>
        IsFolder(address) ? Directory.Exists(address) && Directory.EnumerateFiles(address, "*.db").Any() :
        HttpAddress.Is(address) || PostgresDatabase.HasStore(PostgresAddress.Parse(address));

    /// <summary>How people call the place of an address; never with a password.</summary>
    /// <exception cref="TrackingException">The address is not understood.</exception>
    internal static string PlaceOf(string address) =>
        IsFolder(address) ? Path.GetFullPath(address) :
        HttpAddress.Is(address) ? HttpAddress.Parse(address, static _ => null).Place :
        PostgresAddress.Parse(address).Place;

    /// <summary>Opens the store in a folder, or makes one: a SQLite file and the artifacts.</summary>
    /// <exception cref="TrackingException">The folder holds a store of a newer Cambium, or a damaged one.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    internal static TrackingStore OpenFolder(string folder, TimeProvider time)
    {
        var artifacts = new FolderArtifactStore(Path.Combine(folder, "artifacts"), Path.Combine(folder, "unfinished"), time);
        return Over(folder, OpenFile(folder), artifacts, time);
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
        Traces = new SqlTraceStore(database, time),
        Scorers = new SqlScorerStore(database, time),
        Uploads = artifacts as IMultipartUploads,
        Webhooks = new SqlWebhookStore(database, time),
        Outbox = new SqlWebhookOutbox(database, time),
        People = PeopleStores.Over(database, time, new PasswordHasher()),
    };

    /// <summary>Says what calls of the store bring along; before the first of them.</summary>
    internal void CallFrom(CallSurroundings surroundings)
    {
        if (Connection is ISqlDatabase database)
        {
            database.Surroundings = surroundings;
        }
    }

    static TrackingStore Over(string place, ISqlDatabase database, string artifacts, TimeProvider time)
    {
        try
        {
            return Over(place, database, ArtifactsAt(artifacts, time), time);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    static SqliteDatabase OpenFile(string folder)
    {
        Directory.CreateDirectory(folder);
        return SqliteDatabase.Open(Path.Combine(folder, "cambium.db"));
    }

    /// <summary>The files in a folder, or below s3://bucket/prefix.</summary>
    internal static IArtifactStore ArtifactsAt(string address, TimeProvider time)
    {
        if (S3Address.IsOne(address))
        {
            return new S3ArtifactStore(S3Client.FromEnvironment(), S3Address.Parse(address), time);
        }

        var folder = Path.GetFullPath(address);
        return new FolderArtifactStore(folder, folder + ".unfinished", time);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Connection.Dispose();
        (Artifacts as IDisposable)?.Dispose();
    }
}
