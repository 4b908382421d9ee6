namespace Cambium.Tracking;

/// <summary>Makes a store of a backup: each file is held against the manifest, and nothing is put into its place before all of it is whole.</summary>
static class StoreRestore
{
    /// <summary>A message names so many damaged files, and counts the rest.</summary>
    const int MostNamed = 5;

    /// <summary>Restores.</summary>
    /// <param name="backup">The backup's folder.</param>
    /// <param name="folder">The store's folder: not there yet, or empty.</param>
    /// <param name="cancellationToken">Stops it; then nothing is left.</param>
    /// <param name="progress">Is told the share that is done.</param>
    /// <exception cref="TrackingException">The folder holds something, or the backup is damaged.</exception>
    internal static BackupResult Restore(string backup, string folder, CancellationToken cancellationToken, Action<double>? progress = null)
    {
        var source = Path.TrimEndingDirectorySeparator(Path.GetFullPath(backup));
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var manifest = BackupManifest.Read(source);
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new TrackingException(
                TrackingErrorCode.ResourceAlreadyExists,
                $"'{target}' holds something already, and a restore never overwrites. Name a folder that is empty or not there.");
        }

        Verify(source, manifest, cancellationToken, share => progress?.Invoke(share / 2));
        var aside = $"{target}.unfinished-{Guid.NewGuid():N}";
        try
        {
            Copy(source, aside, manifest, cancellationToken, share => progress?.Invoke(0.5 + (share / 2)));
            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            Directory.Move(aside, target);
            return new BackupResult(target, manifest.Files.Count, manifest.Bytes, manifest.Created, []);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    /// <summary>Reads all files of a backup.</summary>
    /// <exception cref="TrackingException">Some are damaged or not there, which it names.</exception>
    internal static void Verify(string backup, BackupManifest manifest, CancellationToken cancellationToken, Action<double>? progress = null)
    {
        var damaged = new List<string>();
        var (done, all) = (0L, Math.Max(1, manifest.Bytes));
        foreach (var file in manifest.Files)
        {
            if (Problem(backup, file, cancellationToken) is { } problem)
            {
                damaged.Add($"{file.Path} {problem}");
            }

            done += file.Size;
            progress?.Invoke((double)done / all);
        }

        if (!manifest.Files.Any(file => file.Path == StoreBackup.DatabaseFile))
        {
            damaged.Add($"{StoreBackup.DatabaseFile} is not listed");
        }

        if (damaged.Count > 0)
        {
            var rest = damaged.Count > MostNamed ? $" and {damaged.Count - MostNamed} more" : "";
            throw new TrackingException(
                TrackingErrorCode.DataLoss,
                $"The backup {backup} is damaged, and nothing was restored: {string.Join("; ", damaged.Take(MostNamed))}{rest}. Use another backup.");
        }
    }

    static string? Problem(string backup, BackupFile file, CancellationToken cancellationToken)
    {
        if (FullPath(backup, file.Path) is not { } full)
        {
            return "is no path of a store's file";
        }

        if (!File.Exists(full))
        {
            return "is not there";
        }

        var (size, hash) = HashedCopy.Of(full, cancellationToken);
        return size != file.Size ? $"has {size} bytes, not {file.Size}"
            : !hash.Equals(file.Sha256, StringComparison.OrdinalIgnoreCase) ? "has another content"
            : null;
    }

    static void Copy(string backup, string aside, BackupManifest manifest, CancellationToken cancellationToken, Action<double> progress)
    {
        var (done, all) = (0L, Math.Max(1, manifest.Bytes));
        foreach (var file in manifest.Files)
        {
            using (var stream = new FileStream(FullPath(backup, file.Path)!, FileMode.Open, FileAccess.Read, FileShare.Read, 1)) // Verify has looked at it
            {
                var (_, hash) = HashedCopy.To(stream, Path.Combine(aside, file.Path), cancellationToken);
                if (!hash.Equals(file.Sha256, StringComparison.OrdinalIgnoreCase))
                {
                    throw new TrackingException(TrackingErrorCode.DataLoss, $"{file.Path} of the backup {backup} changed while it was read. Nothing was restored; try again.");
                }
            }

            done += file.Size;
            progress((double)done / all);
        }

        using var database = SqliteDatabase.Open(Path.Combine(aside, StoreBackup.DatabaseFile));
        database.Read(connection =>
        {
            SqliteDatabase.CheckIntegrity(connection, Path.Combine(backup, StoreBackup.DatabaseFile));
            return 0;
        });
    }

    /// <summary>Where a listed file lies; null where the list names something else than the database or an artifact, or where a link is on the way.</summary>
    static string? FullPath(string backup, string path)
    {
        const string Artifacts = StoreBackup.ArtifactFolder + "/";
        if (path == StoreBackup.DatabaseFile)
        {
            var database = Path.Combine(backup, path);
            return new FileInfo(database).LinkTarget is null ? database : null;
        }

        if (!path.StartsWith(Artifacts, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var full = backup;
            foreach (var segment in ArtifactPath.SegmentsOf(path[Artifacts.Length..]).Prepend(StoreBackup.ArtifactFolder))
            {
                full = Path.Combine(full, segment);
                if (new FileInfo(full).LinkTarget is not null)
                {
                    return null;
                }
            }

            return full;
        }
        catch (TrackingException)
        {
            return null;
        }
    }
}
