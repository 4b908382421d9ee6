using System.Runtime.CompilerServices;
using System.Text;

namespace Cambium.Data;

/// <summary>Brings the chunks of a column together.</summary>
/// <param name="source">What to call the text in messages.</param>
/// <param name="chunks">The chunks.</param>
/// <param name="rows">The rows that each chunk gave.</param>
/// <param name="threads">Most threads to use.</param>
sealed class ColumnBuilder(CsvSource source, CsvChunk[] chunks, int[] rows, int threads)
{
    readonly int[] _firstRows = FirstRows(rows);
    readonly int _total = rows.Sum();

    /// <summary>
    /// Whether a chunk was read as values of a type that the whole column turned out not to have, and must be read again as text.
    /// </summary>
    internal static bool MustReadAgain(ColumnStore store, ColumnBlock block) =>
        store.Kind is ColumnType.Category or ColumnType.String
        && (block.Kind is null ? block.HasEmptyText : block.Kind is not (ColumnType.Category or ColumnType.String));

    internal Column Build(ColumnStore store) => store.Kind switch
    {
        ColumnType.Int64 => Values(store, store.Int64s, 0),
        ColumnType.Boolean => Values(store, store.Booleans, false),
        ColumnType.DateTime => Values(store, store.Moments, default),
        ColumnType.Category => Category(store),
        ColumnType.String => Text(store),
        _ => Float64(store),
    };

    static int[] FirstRows(int[] rows)
    {
        var first = new int[rows.Length];
        for (var chunk = 1; chunk < rows.Length; chunk++)
        {
            first[chunk] = first[chunk - 1] + rows[chunk - 1];
        }

        return first;
    }

    Column<double> Float64(ColumnStore store)
    {
        var values = store.Float64s;
        Each(store, (chunk, block) =>
        {
            if (block.Kind == ColumnType.Int64)
            {
                var whole = store.Int64s.AsSpan(chunks[chunk].FirstRow, rows[chunk]);
                for (var row = 0; row < whole.Length; row++)
                {
                    values[chunks[chunk].FirstRow + row] = block.IsMissing(row) ? double.NaN : whole[row];
                }
            }
        });
        return Values(store, values, double.NaN);
    }

    Column<T> Values<T>(ColumnStore store, T[] values, T missing)
        where T : unmanaged
    {
        Each(store, (chunk, block) =>
        {
            if (block.Kind is null)
            {
                values.AsSpan(chunks[chunk].FirstRow, rows[chunk]).Fill(missing);
            }
        });
        return new Column<T>(store.Name, Close(values), ValidityOf(store));
    }

    Column Category(ColumnStore store)
    {
        if (store.IsTextFree)
        {
            return Text(store);
        }

        var tables = store.Blocks.Select(block => block.Levels).OfType<LevelTable>().Distinct().ToArray();
        var all = new LevelTable();
        var merged = tables.ToDictionary(table => table, table => Merge(table, all));
        var validity = ValidityOf(store);
        if (store.Declared is null && !CategoryRule.Repeats(all.Count, _total - validity.CountMissing()))
        {
            return Text(store);
        }

        var found = Enumerable.Range(0, all.Count).Select(code => Encoding.UTF8.GetString(all[code])).ToArray();
        var declared = store.Declared?.Levels ?? [];
        string[] levels = [.. declared, .. found.Except(declared).Order(StringComparer.Ordinal)];
        var codeOf = levels.Select((level, code) => (level, code)).ToDictionary(pair => pair.level, pair => pair.code);
        var codes = store.Codes;
        Each(store, (chunk, block) =>
        {
            var part = codes.AsSpan(chunks[chunk].FirstRow, rows[chunk]);
            if (block.Levels is null)
            {
                part.Fill(CategoryColumn.MissingCode);
                return;
            }

            var map = merged[block.Levels].Select(code => codeOf[found[code]]).ToArray();
            Recode(part, map);
        });
        return new CategoryColumn(store.Name, Close(codes), levels.ToEquatableArray(), validity);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Recode(Span<int> codes, int[] map)
    {
        foreach (ref var code in codes)
        {
            code = code == CategoryColumn.MissingCode ? code : map[code];
        }
    }

    static int[] Merge(LevelTable table, LevelTable all)
    {
        var codes = new int[table.Count];
        for (var code = 0; code < codes.Length; code++)
        {
            codes[code] = all.GetOrAdd(table[code]);
        }

        return codes;
    }

    TextColumn Text(ColumnStore store)
    {
        var sizes = new long[chunks.Length];
        Each(store, (chunk, block) => sizes[chunk] = SizeOf(store, chunk, block));
        var starts = new long[chunks.Length];
        for (var chunk = 1; chunk < starts.Length; chunk++)
        {
            starts[chunk] = starts[chunk - 1] + sizes[chunk - 1];
        }

        var total = sizes.Sum();
        if (total > Array.MaxLength)
        {
            throw source.TooMuchText(store.Name);
        }

        var texts = GC.AllocateUninitializedArray<byte>((int)total);
        var ends = GC.AllocateUninitializedArray<long>(_total);
        Each(store, (chunk, block) => Copy(store, chunk, block, texts, ends.AsSpan(_firstRows[chunk], rows[chunk]), starts[chunk]));
        return new TextColumn(store.Name, texts, ends, ValidityOf(store));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    long SizeOf(ColumnStore store, int chunk, ColumnBlock block)
    {
        if (block.Kind == ColumnType.String)
        {
            return block.Ends.Length == 0 ? 0 : block.Ends[^1];
        }

        var size = 0L;
        if (block.Levels is { } levels)
        {
            foreach (var code in store.Codes.AsSpan(chunks[chunk].FirstRow, rows[chunk]))
            {
                size += code == CategoryColumn.MissingCode ? 0 : levels[code].Length;
            }
        }

        return size;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Copy(ColumnStore store, int chunk, ColumnBlock block, byte[] texts, Span<long> ends, long start)
    {
        if (block.Kind == ColumnType.String)
        {
            block.Bytes.AsSpan(0, (int)SizeOf(store, chunk, block)).CopyTo(texts.AsSpan((int)start));
            for (var row = 0; row < ends.Length; row++)
            {
                ends[row] = start + block.Ends[row];
            }

            return;
        }

        for (var row = 0; row < ends.Length; row++)
        {
            if (block.Levels is { } levels && store.Codes[chunks[chunk].FirstRow + row] is var code and not CategoryColumn.MissingCode)
            {
                var text = levels[code];
                text.CopyTo(texts.AsSpan((int)start));
                start += text.Length;
            }

            ends[row] = start;
        }
    }

    /// <summary>Closes the gaps that blank lines left between chunks.</summary>
    ReadOnlyMemory<T> Close<T>(T[] values)
    {
        for (var chunk = 0; chunk < chunks.Length; chunk++)
        {
            if (_firstRows[chunk] != chunks[chunk].FirstRow)
            {
                Array.Copy(values, chunks[chunk].FirstRow, values, _firstRows[chunk], rows[chunk]);
            }
        }

        return values.AsMemory(0, _total);
    }

    Validity ValidityOf(ColumnStore store)
    {
        if (Array.TrueForAll(store.Blocks, block => block.Kind is not null && block.Missing is null))
        {
            return Validity.All(_total);
        }

        var words = new ulong[((long)_total + 63) / 64];
        for (var chunk = 0; chunk < chunks.Length; chunk++)
        {
            var block = store.Blocks[chunk];
            if (block.Kind is not null)
            {
                SetBits(words, _firstRows[chunk], rows[chunk], block.Missing);
            }
        }

        return Validity.FromWords(words, _total);
    }

    /// <summary>Sets the bits from <paramref name="start"/> on, except those of missing rows.</summary>
    static void SetBits(ulong[] words, int start, int count, ulong[]? missing)
    {
        var shift = start & 63;
        for (var row = 0; row < count; row += 64)
        {
            var bits = missing is null ? ulong.MaxValue : ~missing[row >> 6];
            bits &= count - row >= 64 ? ulong.MaxValue : (1UL << (count - row)) - 1;
            var word = (start + row) >> 6;
            words[word] |= bits << shift;
            if (shift > 0 && bits >> (64 - shift) is var rest and not 0)
            {
                words[word + 1] |= rest;
            }
        }
    }

    void Each(ColumnStore store, Action<int, ColumnBlock> body) =>
        Workers.Run(chunks.Length, threads, () => 0, (_, chunk) => body(chunk, store.Blocks[chunk]));
}
