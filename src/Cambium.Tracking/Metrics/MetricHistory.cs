using System.Runtime.InteropServices;

namespace Cambium.Tracking;

/// <summary>
/// Makes one history of chunks and batches. Each chunk ascends, but chunks of one metric may overlap, and a point may stand in several: reading sorts them and
/// leaves each point once. A point that comes late then costs no more than any other, where chunks kept apart would have to be written anew from
/// its place on; and since batches that are still to be compacted have to be merged on reading anyway, nothing is lost. Points that come in order,
/// as nearly all do, need no sorting.
/// </summary>
static class MetricHistory
{
    /// <summary>The points of one metric, ascending, each once.</summary>
    /// <param name="key">The metric.</param>
    /// <param name="chunks">Its chunks, by number.</param>
    /// <param name="batches">Batches of the run, of any metrics.</param>
    /// <exception cref="TrackingException">Bytes are damaged.</exception>
    internal static List<HistoryPoint> Merge(int key, IReadOnlyList<byte[]> chunks, IEnumerable<byte[]> batches)
    {
        var points = new List<HistoryPoint>(chunks.Sum(chunk => MetricBlob.CountOfChunk(chunk)));
        foreach (var chunk in chunks)
        {
            MetricBlob.DecodeChunk(chunk, points);
        }

        foreach (var batch in batches)
        {
            MetricBlob.DecodeBatch(batch, key, points);
        }

        SortDistinct(points);
        return points;
    }

    /// <summary>The chunks to write so that points of one metric need no batch any more. The last chunk, while it has room, is written anew.</summary>
    /// <param name="points">The points, in any order; they are sorted in place.</param>
    /// <param name="last">The metric's chunk of the greatest number; null where there is none.</param>
    /// <exception cref="TrackingException">The last chunk's bytes are damaged.</exception>
    internal static List<MetricChunk> Compact(List<HistoryPoint> points, MetricChunk? last)
    {
        var number = 0L;
        if (last is { } chunk)
        {
            number = chunk.Number + 1;
            SortDistinct(points);
            var kept = new List<HistoryPoint>(MetricBlob.CountOfChunk(chunk.Points) + points.Count);
            MetricBlob.DecodeChunk(chunk.Points, kept);
            if (kept.Count < MetricBlob.MostPointsOfChunk || kept[^1] >= points[0])
            {
                kept.AddRange(points);
                (points, number) = (kept, chunk.Number);
            }
        }

        SortDistinct(points);
        var chunks = new List<MetricChunk>();
        foreach (var part in CollectionsMarshal.AsSpan(points).ToArray().Chunk(MetricBlob.MostPointsOfChunk))
        {
            chunks.Add(new MetricChunk(number++, MetricBlob.EncodeChunk(part)));
        }

        return chunks;
    }

    /// <summary>Brings points into ascending order and leaves each once.</summary>
    internal static void SortDistinct(List<HistoryPoint> points)
    {
        var span = CollectionsMarshal.AsSpan(points);
        if (Ascends(span))
        {
            return;
        }

        span.Sort();
        var count = 1;
        for (var i = 1; i < span.Length; i++)
        {
            if (span[i] != span[count - 1])
            {
                span[count++] = span[i];
            }
        }

        points.RemoveRange(count, points.Count - count);
    }

    static bool Ascends(ReadOnlySpan<HistoryPoint> points)
    {
        for (var i = 1; i < points.Length; i++)
        {
            if (points[i - 1] >= points[i])
            {
                return false;
            }
        }

        return true;
    }
}
