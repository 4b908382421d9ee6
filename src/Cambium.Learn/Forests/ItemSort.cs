using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cambium.Learn;

/// <summary>
/// Sorts the items of a node, each a rank (upper 32 bits) and a place (lower 32 bits). Ranks lie rather evenly between their least and most, so that dealing items into about as
/// many buckets as there are items leaves little to put right.
/// </summary>
/// <remarks>Source: E. J. Isaac, R. C. Singleton, "Sorting by Address Calculation", 1956.</remarks>
static unsafe class ItemSort
{
    /// <summary>Buckets that the counts need room for.</summary>
    internal const int MostBuckets = 1 << 16;

    const int FewItems = 24;

    // Ranks that crowd in few buckets would make insertion quadratic.
    const int CrowdedBucket = 64;

    /// <summary>Sorts by rank, then place.</summary>
    /// <param name="items">What to sort; its content is lost where the result is <paramref name="scratch"/>.</param>
    /// <param name="least">The least rank.</param>
    /// <param name="most">The greatest rank.</param>
    /// <param name="counts">Room for <see cref="MostBuckets"/> and one more.</param>
    /// <returns>Where the sorted items stand.</returns>
    internal static ulong* Sort(ulong* items, int count, uint least, uint most, ulong* scratch, int* counts)
    {
        if (count <= FewItems)
        {
            Insert(items, count);
            return items;
        }

        var range = most - least;
        var wanted = Math.Min(BitOperations.RoundUpToPowerOf2((uint)count), MostBuckets);
        var shift = Math.Max(0, 32 - BitOperations.LeadingZeroCount(range) - BitOperations.Log2((uint)wanted));
        var buckets = (int)(range >> shift) + 1;
        Deal(items, count, least, 32 + shift, scratch, counts, buckets);
        if (shift == 0)
        {
            return scratch;
        }

        // The counts now tell where buckets end.
        for (int bucket = 0, start = 0; bucket < buckets; bucket++)
        {
            var end = counts[bucket];
            if (end - start > CrowdedBucket)
            {
                new Span<ulong>(scratch + start, end - start).Sort();
            }

            start = end;
        }

        Insert(scratch, count);
        return scratch;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Deal(ulong* items, int count, uint least, int shift, ulong* target, int* counts, int buckets)
    {
        new Span<int>(counts, buckets).Clear();
        var from = (ulong)least << 32;
        for (var i = 0; i < count; i++)
        {
            counts[(items[i] - from) >> shift]++;
        }

        var sum = 0;
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            var here = counts[bucket];
            counts[bucket] = sum;
            sum += here;
        }

        for (var i = 0; i < count; i++)
        {
            var item = items[i];
            target[counts[(item - from) >> shift]++] = item;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Insert(ulong* items, int count)
    {
        for (var i = 1; i < count; i++)
        {
            var item = items[i];
            var at = i;
            for (; at > 0 && items[at - 1] > item; at--)
            {
                items[at] = items[at - 1];
            }

            items[at] = item;
        }
    }
}
