using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>
/// Files of a server that passes artifacts on (mlflow-artifacts). Files go through one on this machine's disk, never through memory, so that a lost
/// connection lets them be sent or fetched again. A file that is sent again takes the place of itself.
/// </summary>
/// <param name="transport">The server.</param>
/// <param name="cache">The folder that models are fetched into.</param>
sealed class HttpArtifactStore(HttpTransport transport, FetchedFolders cache) : IArtifactStore
{
    const string Path = "mlflow-artifacts/artifacts";
    const int CopyBytes = 256 * 1024;

    /// <summary>The file that says what a model's folder holds; written last, it says that the folder is whole.</summary>
    const string LastFile = "MLmodel";

    /// <summary>A server that lists folders in folders without end is not followed.</summary>
    const int MostFiles = 100_000;

    /// <inheritdoc/>
    public IReadOnlyList<StoredFile> List(string folder)
    {
        if (folder.Length > 0)
        {
            ArtifactPath.SegmentsOf(folder);
        }

        try
        {
            return
            [
                .. transport.Get(RequestJson.Query(Path, ("path", folder.Length == 0 ? null : folder)), answer => answer.List("files", file => FileOf(folder, file)))
                    .OrderBy(file => file.Path, StringComparer.Ordinal),
            ];
        }
        catch (TrackingException e) when (e.Code == TrackingErrorCode.ResourceDoesNotExist)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredFile> ListAll(string folder)
    {
        var files = new List<StoredFile>();
        var folders = new Queue<string>([folder]);
        while (folders.TryDequeue(out var next))
        {
            foreach (var entry in List(next))
            {
                if (entry.IsFolder)
                {
                    folders.Enqueue(entry.Path);
                }
                else
                {
                    files.Add(entry);
                }
            }

            if (files.Count + folders.Count > MostFiles)
            {
                throw new TrackingException(TrackingErrorCode.DataLoss, $"{transport.Place} lists more than {MostFiles} files below '{folder}'. Name a folder below it.");
            }
        }

        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public Stream? OpenRead(string path)
    {
        // Removed by the system when it is closed.
        var file = new FileStream(NewFile(), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, CopyBytes, FileOptions.DeleteOnClose);
        try
        {
            if (!Fetch(path, file))
            {
                file.Dispose();
                return null;
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var url = UrlOf(path);
        var file = NewFile();
        try
        {
            await using (var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write))
            {
                await content.CopyToAsync(stream, CopyBytes, cancellationToken);
            }

            transport.Upload(url, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <inheritdoc/>
    public void Write(string path, Action<Stream> write)
    {
        var url = UrlOf(path);
        var file = NewFile();
        try
        {
            using (var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
            }

            transport.Upload(url, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <inheritdoc/>
    public void Delete(string path) => transport.Send(HttpMethod.Delete, UrlOf(path), static _ => { });

    /// <inheritdoc/>
    /// <remarks>A folder that was sent in part lacks its last file, does not count as there, and is sent again.</remarks>
    public void AddFolder(string path, Action<string> save)
    {
        if (List(path).Any(file => file.Path == $"{path}/{LastFile}"))
        {
            throw new TrackingException(TrackingErrorCode.ResourceAlreadyExists, $"There is '{path}' already, and it never changes. Start another run.");
        }

        var parent = Directory.CreateTempSubdirectory("cambium-");
        try
        {
            var folder = System.IO.Path.Combine(parent.FullName, "folder");
            save(folder);
            foreach (var file in FilesOf(folder))
            {
                transport.Upload(UrlOf($"{path}/{file}"), System.IO.Path.Combine(folder, file));
            }
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    /// <inheritdoc/>
    public string? LocalFolder(string path)
    {
        var files = ListAll(path);
        return files.Count == 0 ? null : cache.Get(path, files, (file, local) =>
        {
            using var stream = new FileStream(local, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
            if (!Fetch(file, stream))
            {
                throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"'{file}' was deleted from {transport.Place} while its folder was fetched.");
            }
        });
    }

    /// <summary>The files below a folder on this machine, with forward slashes, the last one last.</summary>
    static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(folder, file).Replace(System.IO.Path.DirectorySeparatorChar, '/'))
        .OrderBy(file => file == LastFile)
        .ThenBy(file => file, StringComparer.Ordinal);

    static StoredFile FileOf(string folder, JsonElement file)
    {
        // A name that is none could lead a copy out of its folder.
        var name = file.RequiredText("path");
        var path = folder.Length == 0 ? name : $"{folder}/{name}";
        return name.Contains('/', StringComparison.Ordinal) || !ArtifactPath.IsPlain(path)
            ? throw new JsonException("A file's name is not plain.")
            : new StoredFile(path, file.Flag("is_dir"), file.Whole("file_size") ?? 0);
    }

    /// <summary>A path of the server's, which gets it back as it is.</summary>
    static string UrlOf(string path) => $"{Path}/{string.Join('/', ArtifactPath.SegmentsOf(path).Select(Uri.EscapeDataString))}";

    static string NewFile() => System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"cambium-{Guid.NewGuid():N}");

    /// <summary>Fetches a file; whether there is one.</summary>
    bool Fetch(string path, FileStream to)
    {
        try
        {
            transport.Download(UrlOf(path), body =>
            {
                to.SetLength(0);
                to.Position = 0;
                body.CopyTo(to, CopyBytes);
            });
            return true;
        }
        catch (TrackingException e) when (
            e.Code == TrackingErrorCode.ResourceDoesNotExist

            // MLflow's own server fails (500) where there is no such file.
            || (e.Code == TrackingErrorCode.TemporarilyUnavailable && !List(path[..Math.Max(0, path.LastIndexOf('/'))]).Any(file => file.Path == path)))
        {
            return false;
        }
    }
}
