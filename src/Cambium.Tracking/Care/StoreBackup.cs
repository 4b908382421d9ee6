using Dapper;

namespace Cambium.Tracking;

/// <summary>
/// Copies a store's folder while it is written to. The database comes first, as of one moment (VACUUM INTO: a read transaction, which holds nobody up);
/// then the files that it knows, which never change once they are there. What was acknowledged before the backup began is in it. It is made under another
/// name and moved into its place when it is whole and verified.
/// </summary>
/// <param name="store">A store in a folder.</param>
/// <param name="time">The clock.</param>
sealed class StoreBackup(TrackingStore store, TimeProvider time)
{
    /// <summary>The database's file, in a store's folder and in a backup's.</summary>
    internal const string DatabaseFile = "cambium.db";

    /// <summary>The folder of the artifacts, in both.</summary>
    internal const string ArtifactFolder = "artifacts";

    /// <summary>Makes a backup.</summary>
    /// <param name="folder">A folder that is not there yet.</param>
    /// <param name="cancellationToken">Stops it; then nothing is left.</param>
    /// <param name="progress">Is told the share that is done.</param>
    /// <exception cref="TrackingException">The folder is there, or the store is damaged.</exception>
    internal BackupResult Write(string folder, CancellationToken cancellationToken, Action<double>? progress = null)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Path.Exists(target))
        {
            throw new TrackingException(
                TrackingErrorCode.ResourceAlreadyExists,
                $"There is '{target}' already, and a backup never overwrites. Name a folder that is not there.");
        }

        var database = store.Connection as SqliteDatabase ?? throw new TrackingException(
            TrackingErrorCode.NotImplemented,
            $"{store.Place} is no folder of one machine. Back up its database and its files with their own tools.");
        var aside = $"{target}.unfinished-{Guid.NewGuid():N}";
        Directory.CreateDirectory(aside);
        try
        {
            var created = time.GetUtcNow();
            database.CopyTo(Path.Combine(aside, DatabaseFile));
            var (roots, missing) = Verify(Path.Combine(aside, DatabaseFile));
            var files = new List<BackupFile> { FileOf(aside, DatabaseFile, cancellationToken) };
            files.AddRange(CopyArtifacts(aside, roots, cancellationToken, progress));
            new BackupManifest { Format = BackupManifest.CurrentFormat, Created = created, Files = files }.Write(aside);
            Directory.Move(aside, target);
            return new BackupResult(target, files.Count, files.Sum(file => file.Size), created, missing);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    /// <summary>Checks a database's file as a whole, and looks for the files of its models.</summary>
    /// <exception cref="TrackingException">The file is damaged.</exception>
    (ArtifactRoots Roots, IReadOnlyList<string> Missing) Verify(string path)
    {
        using var copy = SqliteDatabase.Open(path);
        return copy.Read(connection =>
        {
            SqliteDatabase.CheckIntegrity(connection, path);
            var models = connection.Query<(string Name, string Uri)>(
                """
                SELECT 'version ' || v.version || ' of ''' || m.name || '''', v.download_uri FROM model_versions AS v JOIN registered_models AS m ON m.id = v.model_id
                UNION ALL
                SELECT 'logged model ' || id, artifact_uri FROM logged_models WHERE status = @ready AND deleted IS NULL
                """,
                new { ready = (int)LoggedModelStatus.Ready });
            var missing = models
                .Where(model => ArtifactRoots.PathOf(model.Uri) is { } folder && store.Artifacts.List(folder).Count == 0)
                .Select(model => $"{model.Name}: there is nothing at {model.Uri}")
                .ToList();
            return (ArtifactRoots.Load(connection), missing);
        });
    }

    /// <summary>Copies the artifacts, but not those of runs and models that began after the database was copied, or are gone from it.</summary>
    List<BackupFile> CopyArtifacts(string aside, ArtifactRoots roots, CancellationToken cancellationToken, Action<double>? progress)
    {
        var strange = roots.Orphans(store.Artifacts).ToHashSet(StringComparer.Ordinal);
        var sources = store.Artifacts.ListAll("").Where(file => !IsBelow(file.Path, strange)).ToList();
        var (done, all) = (0L, Math.Max(1, sources.Sum(file => file.Size)));
        var files = new List<BackupFile>(sources.Count);
        foreach (var source in sources)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // A client may take a file away meanwhile, as it may before or after.
            using var stream = store.Artifacts.OpenRead(source.Path);
            if (stream is not null)
            {
                var path = $"{ArtifactFolder}/{source.Path}";
                var (size, hash) = HashedCopy.To(stream, Path.Combine(aside, path), cancellationToken);
                files.Add(new BackupFile(path, size, hash));
            }

            done += source.Size;
            progress?.Invoke((double)done / all);
        }

        return files;
    }

    static bool IsBelow(string path, HashSet<string> folders)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (folders.Contains(path[..slash]))
            {
                return true;
            }
        }

        return false;
    }

    static BackupFile FileOf(string folder, string path, CancellationToken cancellationToken)
    {
        var (size, hash) = HashedCopy.Of(Path.Combine(folder, path), cancellationToken);
        return new BackupFile(path, size, hash);
    }
}
