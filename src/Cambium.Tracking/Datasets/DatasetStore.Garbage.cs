namespace Cambium.Tracking;

public sealed partial class DatasetStore
{
    /// <summary>
    /// Removes the chunks that no version has. While somebody adds, nothing is removed: what is being added has no version yet. After an addition that was killed that
    /// lasts a day.
    /// </summary>
    /// <param name="dryRun">Whether they are only counted.</param>
    /// <param name="cancellationToken">Breaks it off, between chunks.</param>
    /// <exception cref="TrackingException">Somebody is adding, or a version's document is damaged: what chunks it has is not known.</exception>
    public DatasetGarbage CollectGarbage(bool dryRun = false, CancellationToken cancellationToken = default)
    {
        using var mark = dryRun ? null : new DatasetMark(_files, _time, DatasetMark.Collecting);
        if (!dryRun && DatasetMark.Find(_files, _time, DatasetMark.Adding) is { } since)
        {
            throw new TrackingException(
                TrackingErrorCode.TemporarilyUnavailable,
                $"Something is being added to {Place} since {since.UtcDateTime:u}; nothing was removed. Try again when that has ended; if it was killed, a day after it began.");
        }

        // Before the versions are read: a chunk that is listed and has no version then never gets one.
        var chunks = _chunks.Ids();
        var used = Names().SelectMany(List).SelectMany(version => version.Chunks).Select(chunk => chunk.Id).ToHashSet(StringComparer.Ordinal);
        var garbage = chunks.Where(chunk => !used.Contains(chunk.Key)).ToList();
        foreach (var (id, _) in dryRun ? [] : garbage)
        {
            cancellationToken.ThrowIfCancellationRequested();
            mark?.Renew();
            _files.Delete(ChunkStore.PathOf(id));
        }

        if (!dryRun)
        {
            DatasetMark.DeleteDead(_files, _time);
        }

        return new DatasetGarbage(garbage.Count, garbage.Sum(chunk => chunk.Value), !dryRun);
    }
}
