using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3.Model;

namespace Cambium.Tracking;

sealed partial class S3ArtifactStore
{
    /// <summary>Lies in a folder that is being added, from before its first file until after its last.</summary>
    const string Mark = ".cambium-unfinished";

    /// <inheritdoc/>
    public IReadOnlyList<StoredFile> List(string folder)
    {
        var prefix = FolderKeyOf(folder);
        return Guarded<IReadOnlyList<StoredFile>>(async () =>
        {
            var files = new List<StoredFile>();
            var request = new ListObjectsV2Request { BucketName = address.Bucket, Prefix = prefix, Delimiter = "/" };
            ListObjectsV2Response page;
            do
            {
                page = await client.ListObjectsV2Async(request);
                files.AddRange(page.CommonPrefixes.Select(below => new StoredFile(PathOf(below).TrimEnd('/'), true, 0)));
                files.AddRange(page.S3Objects.Where(found => found.Key != prefix).Select(FileOf));
                request.ContinuationToken = page.NextContinuationToken;
            }
            while (page.IsTruncated);

            return WithoutUnfinished(files);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredFile> ListAll(string folder) => Guarded(async () => WithoutUnfinished([.. (await AllAsync(folder)).Select(FileOf)]));

    /// <inheritdoc/>
    public void AddFolder(string path, Action<string> save)
    {
        var prefix = FolderKeyOf(path);
        if (List(path).Count > 0 || OpenRead(path) is { } file && Closed(file))
        {
            throw new TrackingException(TrackingErrorCode.ResourceAlreadyExists, $"There is '{path}' already, and it never changes. Start another run.");
        }

        var made = Path.Combine(_local.CreateSubdirectory("added").FullName, Guid.NewGuid().ToString("N"));
        try
        {
            save(made);

            // What a process that was killed left of the folder goes first.
            Delete(path);
            Upload(prefix + Mark, Stream.Null);
            foreach (var local in Directory.EnumerateFiles(made, "*", SearchOption.AllDirectories))
            {
                using var content = File.OpenRead(local);
                Upload(prefix + Path.GetRelativePath(made, local).Replace(Path.DirectorySeparatorChar, '/'), content);
            }

            Guarded(() => client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = address.Bucket, Key = prefix + Mark }));
        }
        finally
        {
            if (Directory.Exists(made))
            {
                Directory.Delete(made, recursive: true);
            }
        }
    }

    /// <inheritdoc/>
    public string? LocalFolder(string path)
    {
        var prefix = FolderKeyOf(path);
        var objects = Guarded(() => AllAsync(path));
        if (objects.Count == 0 || objects.Exists(found => found.Key == prefix + Mark))
        {
            return null;
        }

        // Named after all that is in it: what changes in S3 is fetched again.
        var contents = string.Join('\n', objects.Select(found => string.Create(CultureInfo.InvariantCulture, $"{found.Key}\t{found.ETag}\t{found.Size}")));
        var folder = Path.Combine(_local.FullName, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(contents))));
        if (!Holds(folder, prefix, objects))
        {
            // Whoever cleans the temporary folder takes old files, and may leave others of the same folder: what is left goes too.
            var part = Directory.CreateDirectory(Path.Combine(_local.FullName, $"part-{Guid.NewGuid():N}"));
            foreach (var found in objects)
            {
                Fetch(found, LocalOf(part.FullName, prefix, found));
            }

            PutInPlace(part, folder, prefix, objects);
        }

        return folder;
    }

    /// <summary>Another thread may have been faster: then its folder, which holds the same, is as good.</summary>
    void PutInPlace(DirectoryInfo part, string folder, string prefix, List<S3Object> objects)
    {
        lock (_local)
        {
            if (Holds(folder, prefix, objects))
            {
                part.Delete(recursive: true);
                return;
            }

            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            part.MoveTo(folder);
        }
    }

    /// <summary>Whether a fetched folder still has all its files.</summary>
    static bool Holds(string folder, string prefix, List<S3Object> objects) => Directory.Exists(folder)
        && objects.TrueForAll(found => new FileInfo(LocalOf(folder, prefix, found)) is { Exists: true } file && file.Length == found.Size);

    static string LocalOf(string folder, string prefix, S3Object found) => Path.Combine([folder, .. ArtifactPath.SegmentsOf(found.Key[prefix.Length..])]);

    void Fetch(S3Object found, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!); // it lies below a folder
        using var content = OpenRead(PathOf(found.Key)) ?? throw new TrackingException(
            TrackingErrorCode.ResourceDoesNotExist, $"'{PathOf(found.Key)}' was deleted from {address} while it was fetched.");
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        content.CopyTo(stream, CopyBytes);
    }

    void Upload(string key, Stream content) => Guarded(() => UploadAsync(key, stream => content.CopyToAsync(stream, CopyBytes), CancellationToken.None));

    /// <summary>All objects below a folder but those that S3's own tools make for empty folders, by key.</summary>
    async Task<List<S3Object>> AllAsync(string folder)
    {
        var objects = new List<S3Object>();
        await foreach (var found in ObjectsAsync(FolderKeyOf(folder)))
        {
            if (!found.Key.EndsWith('/'))
            {
                objects.Add(found);
            }
        }

        return objects;
    }

    /// <summary>Files in order, without those of folders that are being added.</summary>
    static List<StoredFile> WithoutUnfinished(List<StoredFile> files)
    {
        var unfinished = files.Where(file => file.Path == Mark || file.Path.EndsWith("/" + Mark, StringComparison.Ordinal)).Select(file => file.Path[..^Mark.Length]).ToList();
        return [.. files.Where(file => !unfinished.Exists(folder => file.Path.StartsWith(folder, StringComparison.Ordinal))).OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    StoredFile FileOf(S3Object found) => new(PathOf(found.Key), false, found.Size);

    string PathOf(string key) => key[address.Prefix.Length..];

    static bool Closed(Stream stream)
    {
        stream.Dispose();
        return true;
    }
}
