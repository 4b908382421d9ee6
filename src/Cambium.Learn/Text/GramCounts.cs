using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How often each run of units comes in texts, and in how many of them.</summary>
sealed class GramCounts
{
    const int RowsBetweenLooks = 1024;

    int[] _ids = new int[64];

    // By node: the last text that had it, one more than its number; how many had it; how often it came.
    Tally[] _tallies = new Tally[256];

    /// <summary>The runs.</summary>
    internal GramTrie Trie { get; } = new();

    /// <summary>In how many texts a run comes.</summary>
    internal int RowsOf(int node) => node < _tallies.Length ? _tallies[node].Rows : 0;

    /// <summary>How often a run comes.</summary>
    internal long TimesOf(int node) => node < _tallies.Length ? _tallies[node].Times : 0;

    /// <summary>Counts the runs of all the texts. Counts are whole numbers, so that it does not matter how the texts are shared among threads.</summary>
    internal static GramCounts Of(TextColumn texts, GramSettings settings, FitOptions options)
    {
        var threads = ParallelBlocks.Threads(options.MaxThreads);
        var size = Math.Max(RowsBetweenLooks, (int)(((long)texts.Length + threads - 1) / threads));
        var parts = new GramCounts[ParallelBlocks.Count(texts.Length, size)];
        ParallelBlocks.For(
            texts.Length,
            size,
            options.MaxThreads,
            (block, start, end) =>
            {
                parts[block] = new GramCounts();
                parts[block].Add(texts, start, end, settings, options.CancellationToken);
            },
            options.CancellationToken);
        foreach (var part in parts.Skip(1))
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            parts[0].Add(part);
        }

        return parts[0];
    }

    void Add(TextColumn texts, int start, int end, GramSettings settings, CancellationToken cancellationToken)
    {
        var reader = new UnitReader(settings);
        for (var row = start; row < end; row++)
        {
            if (row % RowsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            reader.Read(texts.Utf8(row));
            Add(reader, settings, row + 1);
        }
    }

    void Add(UnitReader reader, GramSettings settings, int text)
    {
        if (reader.Count > _ids.Length)
        {
            _ids = new int[2 * reader.Count];
        }

        for (var unit = 0; unit < reader.Count; unit++)
        {
            _ids[unit] = Trie.Units.Add(reader.Bytes(unit, unit));
        }

        var start = 0;
        for (var segment = 0; segment < reader.SegmentCount; segment++)
        {
            var end = reader.SegmentEnd(segment);
            for (var first = start; first < end; first++)
            {
                var node = 0;
                for (var units = 1; units <= settings.MaxGram && first + units <= end; units++)
                {
                    node = Trie.Add(node, _ids[first + units - 1]);
                    if (settings.Counts(units, end - start))
                    {
                        Count(node, text);
                    }
                }
            }

            start = end;
        }
    }

    void Count(int node, int text)
    {
        if (node >= _tallies.Length)
        {
            Array.Resize(ref _tallies, Math.Max(node + 1, 2 * _tallies.Length));
        }

        ref var tally = ref _tallies[node];
        tally.Times++;
        if (tally.LastText != text)
        {
            tally.LastText = text;
            tally.Rows++;
        }
    }

    void Add(GramCounts other)
    {
        var units = new int[other.Trie.Units.Count];
        for (var unit = 0; unit < units.Length; unit++)
        {
            units[unit] = Trie.Units.Add(other.Trie.Units[unit]);
        }

        // A node stands behind its parent.
        var nodes = new int[other.Trie.Count];
        for (var node = 1; node < nodes.Length; node++)
        {
            nodes[node] = Trie.Add(nodes[other.Trie.ParentOf(node)], units[other.Trie.LastUnitOf(node)]);
            if (other.RowsOf(node) == 0)
            {
                continue;
            }

            if (nodes[node] >= _tallies.Length)
            {
                Array.Resize(ref _tallies, Math.Max(nodes[node] + 1, 2 * _tallies.Length));
            }

            _tallies[nodes[node]].Rows += other.RowsOf(node);
            _tallies[nodes[node]].Times += other.TimesOf(node);
        }
    }

    struct Tally
    {
        internal int LastText;
        internal int Rows;
        internal long Times;
    }
}
