namespace Cambium.Tracking;

/// <summary>Finds the files of MLflow's runs and models, and copies them. Only what lies in the source's own folder, or in the one that the caller names, is read.</summary>
/// <param name="source">What is imported.</param>
/// <param name="named">A folder of artifacts that the caller names; null: none.</param>
/// <param name="artifacts">Where the files go.</param>
/// <param name="report">Is told what is left out.</param>
sealed class MlflowArtifacts(IMlflowSource source, string? named, IArtifactStore artifacts, ImportReport report)
{
    readonly string[] _roots = named is null ? [source.Folder] : [named, source.Folder];

    /// <summary>Whether a URI leads to another machine, where clients read it themselves.</summary>
    internal static bool IsRemote(string uri) => LocalPath.Of(uri) is null && !uri.StartsWith("mlflow-artifacts:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Copies the files of a run or model; those that are there already with the same length are left.</summary>
    /// <param name="what">The run or model in words, for messages.</param>
    /// <param name="id">Its id, which the path of its files bears.</param>
    /// <param name="uri">Where MLflow says that they lie.</param>
    /// <param name="usual">Where they usually lie below a root: EXPERIMENT/RUN/artifacts.</param>
    /// <param name="target">The folder of the store that they go to.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    internal void Copy(string what, string id, string uri, string usual, string target, CancellationToken cancellationToken)
    {
        if (Find(what, id, uri, usual) is not { } folder)
        {
            return;
        }

        var known = artifacts.ListAll(target).ToDictionary(file => file.Path, file => file.Size, StringComparer.Ordinal);
        foreach (var (path, file) in PlainFiles.Files(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var to = $"{target}/{path}";
            if (known.TryGetValue(to, out var size) && size == file.Length)
            {
                report.Known(ImportKind.Files);
                continue;
            }

            try
            {
                artifacts.Write(to, stream =>
                {
                    using var content = PlainFiles.Open(file);
                    content.CopyTo(stream);
                });
                report.Added(ImportKind.Files);
            }
            catch (Exception e) when (e is TrackingException { Code: TrackingErrorCode.InvalidParameterValue } or UnauthorizedAccessException or FileNotFoundException)
            {
                report.Skipped(ImportKind.Files, $"{what}: {e.Message}");
            }
        }

        if (PlainFiles.CountLinks(folder) is > 0 and var links)
        {
            report.Skipped(ImportKind.Files, $"{what}: {links} links below {folder} were not followed. Replace them by what they point at, and import again.");
        }
    }

    /// <summary>The folder on this machine that a URI means; null where there is none that may be read.</summary>
    string? Find(string what, string id, string uri, string usual)
    {
        var places = new List<string>();
        if (uri.StartsWith("mlflow-artifacts:", StringComparison.OrdinalIgnoreCase))
        {
            if (ArtifactRoots.PathOf(uri) is not { } path)
            {
                report.Skipped(ImportKind.Files, $"{what}: its artifacts are said to lie at '{uri}', which is no path below a folder of artifacts; they are left out.");
                return null;
            }

            places.AddRange(_roots.SelectMany(root => new[] { Path.Combine(root, path), Path.Combine(root, "mlartifacts", path) }));
        }
        else if (LocalPath.Of(uri) is { Length: > 0 } local && !local.Contains('\0', StringComparison.Ordinal))
        {
            places.Add(Path.GetFullPath(Path.Combine(source.Folder, local)));
        }

        if (ArtifactRoots.PathOf($"{ArtifactUri.Root}{usual}") is not null)
        {
            places.AddRange(_roots.SelectMany(root => new[] { Path.Combine(root, usual), Path.Combine(root, "mlruns", usual), Path.Combine(root, "mlartifacts", usual) }));
        }

        var strange = (string?)null;
        foreach (var place in places.Where(Directory.Exists))
        {
            if (_roots.Any(root => LocalPath.IsWithin(place, root)) && place.Split(Path.DirectorySeparatorChar).Contains(id))
            {
                return place;
            }

            strange ??= place;
        }

        if (strange is not null)
        {
            report.Skipped(
                ImportKind.Files,
                $"{what}: its artifacts lie at {strange}, which is no folder of its own in {string.Join(" or ", _roots)}; they are left out. If they are its own, name their folder with --artifacts.");
        }

        return null;
    }
}
