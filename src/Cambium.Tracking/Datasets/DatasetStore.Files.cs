using System.Security.Cryptography;
using Cambium.Data;

namespace Cambium.Tracking;

public sealed partial class DatasetStore
{
    /// <summary>How much of the time of an addition goes into reading the table, about.</summary>
    const double ShareOfReading = 0.5;

    /// <summary>The text of a block: reading takes about 16 times as much.</summary>
    const int BlockBytes = 1 << 22;

    const string ChangedMeanwhile = "changed while it was added; nothing was added. Add it again when nobody writes to it.";

    /// <summary>
    /// Adds a file as the next version of a dataset. Chunks that the store has already are not sent again: not those of other versions, and not those of an
    /// attempt that broke off. The version appears when all of it is there. Memory: a block
    /// of rows, and some MiB; disk: about 8 bytes a value and the texts, in the folder of temporary files.
    /// </summary>
    /// <param name="name">The dataset: 1 to 100 small letters, digits, '.', '-' and '_'.</param>
    /// <param name="path">The file: .parquet; .jsonl and .ndjson; .tsv; else CSV.</param>
    /// <param name="note">What to say of it.</param>
    /// <param name="progress">Told how much is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Breaks it off, between chunks.</param>
    /// <returns>The new version, or the older one that has the same content.</returns>
    /// <exception cref="TrackingException">The name is none, the file changed meanwhile, garbage is being collected, or there is no room.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableException">The file is no table; the message says where.</exception>
    public DatasetAdded Add(string name, string path, string note = "", IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        CheckName(name);
        ArgumentNullException.ThrowIfNull(note);
        var fileName = Path.GetFileName(path);
        if (!DatasetVersion.IsFileName(fileName))
        {
            throw new TrackingException($"A file cannot be kept under the name of {path}: backslashes, control characters and more than 255 bytes are not for every machine. Rename it.");
        }

        var before = StampOf(path);
        var (schema, fingerprint, profile) = DescribeFile(path, cancellationToken);
        var draft = new DatasetVersion(name, 0, fileName, default, 0, "", profile.Rows, schema, fingerprint, profile, note, []);
        progress?.Report(ShareOfReading);
        using var mark = MarkAdding();
        var (sent, newChunks, newBytes) = Send(path, draft, mark, progress, cancellationToken);
        if (StampOf(path) != before || sent.Size != before.Length)
        {
            throw new TrackingException($"{path} {ChangedMeanwhile}");
        }

        var (version, isNew) = Publish(sent);
        return new DatasetAdded(version, isNew, newChunks, newBytes);
    }

    /// <summary>Writes the file of a version. It is checked on the way, and appears whole or not at all.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="number">The version.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <param name="progress">Told how much is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Breaks it off, between chunks.</param>
    /// <exception cref="TrackingException">There is no such version, a chunk of it is damaged, or there is a file and it is not to be replaced.</exception>
    public void Checkout(string name, int number, string path, bool overwrite = false, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Checkout(Get(name, number), path, overwrite, progress, cancellationToken);

    void Checkout(DatasetVersion version, string path, bool overwrite, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target) || (File.Exists(target) && !overwrite))
        {
            throw AlreadyThere(target);
        }

        var partial = Path.Combine(Path.GetDirectoryName(target) ?? "", $".{Guid.NewGuid():N}.part");
        try
        {
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
            {
                Receive(version, file, progress, cancellationToken);
            }

            File.Move(partial, target, overwrite);
        }
        catch (IOException e) when (FolderArtifactStore.IsDiskFull(e))
        {
            throw new TrackingException(TrackingErrorCode.InsufficientStorage, $"The disk of {target} is full; nothing of it was written. Make room and try again.", e);
        }
        catch (IOException) when (!overwrite && File.Exists(target))
        {
            throw AlreadyThere(target);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>What a file holds, found in blocks of rows.</summary>
    static (Schema Schema, string Fingerprint, Profile Profile) DescribeFile(string path, CancellationToken cancellationToken)
    {
        // As many levels as a table that is read whole may have, so that both have the same fingerprint.
        var scan = Table.Scan(path, new ScanOptions { BlockBytes = BlockBytes, MaxLevels = int.MaxValue });
        using var fingerprint = new FingerprintBuilder(scan.Schema);
        var profile = new ProfileBuilder(scan.Schema, new ProfileOptions());
        try
        {
            foreach (var block in scan)
            {
                cancellationToken.ThrowIfCancellationRequested();
                fingerprint.Add(block);
                profile.Add(block);
            }
        }
        catch (IOException e) when (FolderArtifactStore.IsDiskFull(e))
        {
            throw new TrackingException(
                TrackingErrorCode.InsufficientStorage,
                $"The disk of the temporary files ({Path.GetTempPath()}) is full; nothing was added. Make room there, or name another folder in the environment's TMPDIR.", e);
        }

        return (scan.Schema, fingerprint.Build(), profile.Build());
    }

    DatasetMark MarkAdding()
    {
        var mark = new DatasetMark(_files, _time, DatasetMark.Adding);
        if (DatasetMark.Find(_files, _time, DatasetMark.Collecting) is { } since)
        {
            mark.Dispose();
            throw new TrackingException(
                TrackingErrorCode.TemporarilyUnavailable, $"Garbage is being collected in {Place} since {since.UtcDateTime:u}; nothing was added. Try again when that has ended.");
        }

        return mark;
    }

    /// <summary>Sends the chunks of a file that are not there yet.</summary>
    (DatasetVersion Version, int NewChunks, long NewBytes) Send(
        string path, DatasetVersion draft, DatasetMark mark, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunker = new ContentChunker(file);
        var known = _chunks.Ids();
        var chunks = new List<DatasetChunk>();
        var (newChunks, newBytes, size) = (0, 0L, 0L);
        while (chunker.Next() is { Length: > 0 } content)
        {
            cancellationToken.ThrowIfCancellationRequested();
            mark.Renew();
            hash.AppendData(content.Span);
            var id = ChunkStore.IdOf(content.Span);
            chunks.Add(new DatasetChunk(id, content.Length));
            size += content.Length;
            if (!known.ContainsKey(id))
            {
                known[id] = _chunks.Write(id, content.Span);
                newChunks++;
                newBytes += known[id];
            }

            progress?.Report(ShareOfReading + ((1 - ShareOfReading) * size / Math.Max(size, file.Length)));
        }

        var sent = draft with { Size = size, Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()), Chunks = [.. chunks] };
        return (sent, newChunks, newBytes);
    }

    /// <summary>Makes a version visible under the next number, unless there is one of its content.</summary>
    (DatasetVersion Version, bool IsNew) Publish(DatasetVersion sent)
    {
        while (true)
        {
            var versions = List(sent.Name);
            if (versions.FirstOrDefault(version => version.Sha256 == sent.Sha256) is { } same)
            {
                return (same, false);
            }

            // Where another took the number meanwhile, the next is tried.
            var version = sent with { Number = versions.Count == 0 ? 1 : versions[^1].Number + 1, CreatedAt = _time.GetUtcNow() };
            if (_conditional.TryAdd(PathOf(version.Name, version.Number), version.ToJson()))
            {
                return (version, true);
            }
        }
    }

    /// <summary>Writes the content of a version and checks it.</summary>
    void Receive(DatasetVersion version, Stream into, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var content = new byte[ContentChunker.Most];
        var at = 0L;
        foreach (var chunk in version.Chunks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _chunks.Read(chunk, content, Where(version, at, chunk));
            hash.AppendData(content, 0, chunk.Length);
            into.Write(content, 0, chunk.Length);
            at += chunk.Length;
            progress?.Report((double)at / version.Size);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) is var found && found != version.Sha256)
        {
            throw new TrackingException(
                TrackingErrorCode.DataLoss,
                $"The document of {version.Title} is damaged: its chunks make a file of SHA-256 {found}, but it says {version.Sha256}. It lies at {PathOf(version.Name, version.Number)} in {Place}. Delete it, and pull the version from another store.");
        }
    }

    static string Where(DatasetVersion version, long at, DatasetChunk chunk) => $"bytes {at} to {at + chunk.Length - 1} of {version.Title} ({version.FileName})";

    static TrackingException AlreadyThere(string target) => new(
        TrackingErrorCode.ResourceAlreadyExists, $"There is {target} already; nothing was written. Give another path, or say that it is to be replaced.");

    static (long Length, DateTime Written) StampOf(string path) =>
        new FileInfo(path) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc) : throw new FileNotFoundException($"There is no file {Path.GetFullPath(path)}.", path);
}
