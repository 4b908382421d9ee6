using System.Text;
using System.Text.Unicode;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The runs of units that are features of a text column, in the order of their texts. Immutable and safe to share between threads.</summary>
sealed class Vocabulary
{
    readonly GramTrie _trie;

    // By node; -1 where the run is no feature.
    readonly int[] _features;
    readonly byte[] _terms;
    readonly int[] _ends;

    Vocabulary(GramTrie trie, int[] features, byte[] terms, int[] ends)
    {
        (_trie, _features, _terms, _ends) = (trie, features, terms, ends);
        var names = new string[ends.Length];
        for (var term = 0; term < names.Length; term++)
        {
            names[term] = Encoding.UTF8.GetString(Term(term));
        }

        Names = EquatableArray.Own(names);
    }

    /// <summary>The features' texts.</summary>
    internal EquatableArray<string> Names { get; }

    /// <summary>The number of features.</summary>
    internal int Count => _ends.Length;

    /// <summary>Makes a vocabulary of some of the runs that were counted.</summary>
    /// <param name="counts">What was counted; must not be changed afterwards.</param>
    /// <param name="nodes">The nodes of the runs, in the order of their texts.</param>
    /// <param name="settings">How texts are cut.</param>
    internal static Vocabulary Of(GramCounts counts, int[] nodes, GramSettings settings)
    {
        var trie = counts.Trie;
        var (terms, ends) = TermsOf(trie, nodes, settings);
        if (nodes.Length < trie.Count / 2)
        {
            return Of(terms, ends, settings); // most of what was counted is of no more use
        }

        var features = new int[trie.Count];
        Array.Fill(features, -1);
        for (var feature = 0; feature < nodes.Length; feature++)
        {
            features[nodes[feature]] = feature;
        }

        return new Vocabulary(trie, features, terms, ends);
    }

    internal void Write(ModelWriter writer)
    {
        writer.Array("terms", _terms);
        writer.Array("term_ends", _ends);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFormatException">The terms are not distinct texts in order.</exception>
    internal static Vocabulary Read(GramSettings settings, ModelReader reader)
    {
        var (terms, ends) = (reader.Array<byte>("terms"), reader.Array<int>("term_ends"));
        var (start, before) = (0, 0);
        for (var term = 0; term < ends.Length; term++)
        {
            var end = ends[term];
            if (end <= start || end > terms.Length || !Utf8.IsValid(terms.AsSpan(start, end - start)) ||
                terms.AsSpan(before, start - before).SequenceCompareTo(terms.AsSpan(start, end - start)) >= 0)
            {
                throw new ModelFormatException(
                    $"weights.safetensors: term {term} of a text's vocabulary is empty, no UTF-8, or not behind the one before it in order. The file is damaged; save the model again.");
            }

            (before, start) = (start, end);
        }

        return ends.Length > 0 && ends[^1] == terms.Length
            ? Of(terms, ends, settings)
            : throw new ModelFormatException(
                $"weights.safetensors: a text's vocabulary has {ends.Length} terms that end at byte {(ends.Length == 0 ? 0 : ends[^1])} of {terms.Length}, " +
                "expected at least one term, the last ending at the end. The file is damaged; save the model again.");
    }

    /// <summary>Adds the features of a text to a row.</summary>
    /// <param name="reader">Holds the text.</param>
    /// <param name="settings">How texts are cut.</param>
    /// <param name="row">Receives them, in any order, a feature as often as it comes.</param>
    internal void Find(UnitReader reader, GramSettings settings, SparseBlock row)
    {
        var ids = row.Scratch(reader.Count);
        for (var unit = 0; unit < reader.Count; unit++)
        {
            ids[unit] = _trie.Units.Find(reader.Bytes(unit, unit));
        }

        var start = 0;
        for (var segment = 0; segment < reader.SegmentCount; segment++)
        {
            var end = reader.SegmentEnd(segment);
            for (var first = start; first < end; first++)
            {
                var node = 0;
                for (var units = 1; units <= settings.MaxGram && first + units <= end && ids[first + units - 1] >= 0; units++)
                {
                    node = _trie.Find(node, ids[first + units - 1]);
                    if (node == 0)
                    {
                        break;
                    }

                    if (_features[node] >= 0 && settings.Counts(units, end - start))
                    {
                        row.Add(_features[node]);
                    }
                }
            }

            start = end;
        }
    }

    static Vocabulary Of(byte[] terms, int[] ends, GramSettings settings)
    {
        var trie = new GramTrie();
        var features = new List<int> { -1 };
        for (var term = 0; term < ends.Length; term++)
        {
            var node = 0;
            var rest = terms.AsSpan(term == 0 ? 0 : ends[term - 1], ends[term] - (term == 0 ? 0 : ends[term - 1]));
            while (rest.Length > 0)
            {
                var unit = UnitOf(rest, settings, out var used);
                node = trie.Add(node, trie.Units.Add(unit));
                rest = rest[used..];
                if (node == features.Count)
                {
                    features.Add(-1);
                }
            }

            features[node] = term;
        }

        return new Vocabulary(trie, [.. features], terms, ends);
    }

    static ReadOnlySpan<byte> UnitOf(ReadOnlySpan<byte> rest, GramSettings settings, out int used)
    {
        if (settings.Unit == TextUnit.Words)
        {
            var space = rest.IndexOf((byte)' ');
            used = space < 0 ? rest.Length : space + 1;
            return space < 0 ? rest : rest[..space];
        }

        Rune.DecodeFromUtf8(rest, out _, out used);
        return rest[..used];
    }

    static (byte[] Terms, int[] Ends) TermsOf(GramTrie trie, int[] nodes, GramSettings settings)
    {
        var separator = settings.Separator;
        var ends = new int[nodes.Length];
        var total = 0L;
        for (var term = 0; term < nodes.Length; term++)
        {
            for (var node = nodes[term]; node > 0; node = trie.ParentOf(node))
            {
                total += trie.Units[trie.LastUnitOf(node)].Length + (trie.ParentOf(node) > 0 ? separator.Length : 0);
            }

            ends[term] = (int)Math.Min(total, int.MaxValue);
        }

        var terms = new byte[TextColumn.CheckedSize("terms", total)];
        for (var term = 0; term < nodes.Length; term++)
        {
            var at = ends[term];
            for (var node = nodes[term]; node > 0; node = trie.ParentOf(node))
            {
                var unit = trie.Units[trie.LastUnitOf(node)];
                at -= unit.Length;
                unit.CopyTo(terms.AsSpan(at));
                if (trie.ParentOf(node) > 0)
                {
                    at -= separator.Length;
                    separator.CopyTo(terms.AsSpan(at));
                }
            }
        }

        return (terms, ends);
    }

    ReadOnlySpan<byte> Term(int term) => _terms.AsSpan(term == 0 ? 0 : _ends[term - 1], _ends[term] - (term == 0 ? 0 : _ends[term - 1]));
}
