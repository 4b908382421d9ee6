using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <summary>The most frequent values of a stream in bounded memory; sketches of parts merge to a sketch of the whole.</summary>
/// <typeparam name="T">A value; equal values count together.</typeparam>
/// <remarks>
/// Exact for as long as no more than <see cref="Capacity"/> distinct values came. Beyond that each count may be too low by at most
/// <see cref="Slack"/>, which is never more than the number of values / <see cref="Capacity"/>; a value that comes more often than that is always held.
/// Adding costs O(1) on average. Not safe to change from two threads at once. Source: J. Misra, D. Gries, "Finding repeated elements", 1982; merged as in
/// P. Agarwal et al., "Mergeable summaries", 2013, section 3.
/// </remarks>
public sealed class FrequentValues<T>
    where T : notnull
{
    readonly Dictionary<T, long> _counts = [];

    /// <summary>An empty sketch.</summary>
    /// <param name="capacity">Distinct values to hold; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 1.</exception>
    public FrequentValues(int capacity = 4096)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
    }

    /// <summary>The number of distinct values that are held between two additions.</summary>
    public int Capacity { get; }

    /// <summary>By how much a count may be too low; 0 while all is exact.</summary>
    public long Slack { get; private set; }

    /// <summary>Whether every value and its count is held.</summary>
    public bool IsExact => Slack == 0;

    /// <summary>The values held, with counts that are too low by at most <see cref="Slack"/>; in no particular order.</summary>
    public IReadOnlyDictionary<T, long> Counts => _counts;

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="count">How often it came; at least 1.</param>
    public void Add(T value, long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _) += count;

        // Twice the room between two prunings, so that pruning costs O(1) a value.
        if (_counts.Count > 2 * Capacity)
        {
            Prune();
        }
    }

    /// <summary>Adds what another sketch saw; the other is left as it is.</summary>
    /// <exception cref="ArgumentException">The other has another capacity.</exception>
    public void Merge(FrequentValues<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Capacity != Capacity)
        {
            throw new ArgumentException($"A sketch of capacity {other.Capacity} cannot be merged into one of capacity {Capacity}.", nameof(other));
        }

        Slack += other.Slack;
        foreach (var (value, count) in other._counts.ToArray())
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _) += count;
        }

        if (_counts.Count > 2 * Capacity)
        {
            Prune();
        }
    }

    /// <summary>Takes the count of the value that is the first beyond the room from every count, and drops those that reach 0.</summary>
    void Prune()
    {
        var counts = _counts.Values.ToArray();
        Array.Sort(counts);
        var taken = counts[^(Capacity + 1)];
        Slack += taken;
        foreach (var (value, count) in _counts)
        {
            if (count > taken)
            {
                _counts[value] = count - taken;
            }
            else
            {
                _counts.Remove(value);
            }
        }
    }
}
