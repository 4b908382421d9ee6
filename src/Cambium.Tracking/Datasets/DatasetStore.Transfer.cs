namespace Cambium.Tracking;

public sealed partial class DatasetStore
{
    /// <summary>
    /// Brings the versions of a dataset to another store, under their numbers: a push, or, from the other's side, a pull. Only chunks that the other does not
    /// have travel, each checked on its way; what broke off goes on there. A version appears in the other store when all of it is there.
    /// </summary>
    /// <param name="other">The store that gets them.</param>
    /// <param name="name">The dataset.</param>
    /// <param name="progress">Told how much is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Breaks it off, between chunks.</param>
    /// <exception cref="TrackingException">
    /// There is no such dataset, a chunk is damaged, the other store has a version of one of the numbers with other content, garbage is being collected there, or
    /// there is no room.
    /// </exception>
    public DatasetTransfer CopyTo(DatasetStore other, string name, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(other);
        var versions = List(name);
        if (versions.Count == 0)
        {
            throw NoSuchVersion(name, 0);
        }

        var missing = MissingIn(other, versions);
        if (missing.Count == 0)
        {
            return new DatasetTransfer([], 0, 0);
        }

        using var mark = other.MarkAdding();
        var known = other._chunks.Ids();
        var content = new byte[ContentChunker.Most];
        var (chunks, bytes, done, all) = (0, 0L, 0L, missing.Sum(version => version.Size));
        foreach (var version in missing)
        {
            var at = 0L;
            foreach (var chunk in version.Chunks)
            {
                cancellationToken.ThrowIfCancellationRequested();
                mark.Renew();
                if (!known.ContainsKey(chunk.Id))
                {
                    _chunks.Read(chunk, content, Where(version, at, chunk));
                    known[chunk.Id] = other._chunks.Write(chunk.Id, content.AsSpan(0, chunk.Length));
                    chunks++;
                    bytes += known[chunk.Id];
                }

                at += chunk.Length;
                done += chunk.Length;
                progress?.Report((double)done / all);
            }

            if (!other._conditional.TryAdd(PathOf(name, version.Number), version.ToJson()) && other.Get(name, version.Number) is var theirs)
            {
                CheckSame(version, theirs, other);
            }
        }

        return new DatasetTransfer([.. missing.Select(version => version.Number)], chunks, bytes);
    }

    /// <summary>The versions that another store does not have, once it is known that none of its own is in their place.</summary>
    List<DatasetVersion> MissingIn(DatasetStore other, IReadOnlyList<DatasetVersion> versions)
    {
        var theirs = other.List(versions[0].Name).ToDictionary(version => version.Number);
        var missing = new List<DatasetVersion>();
        foreach (var version in versions)
        {
            if (theirs.TryGetValue(version.Number, out var there))
            {
                CheckSame(version, there, other);
            }
            else
            {
                missing.Add(version);
            }
        }

        return missing;
    }

    void CheckSame(DatasetVersion ours, DatasetVersion theirs, DatasetStore other)
    {
        if (ours.Sha256 != theirs.Sha256)
        {
            throw new TrackingException(
                TrackingErrorCode.InvalidState,
                $"Version {ours.Number} of dataset '{ours.Name}' has other content in {other.Place} (SHA-256 {theirs.Sha256}) than in {Place} (SHA-256 {ours.Sha256}): both were added to. Check out the versions of one, and add them to the other under another name.");
        }
    }
}
