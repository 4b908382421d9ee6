using System.Text;

namespace Cambium.Data;

/// <summary>
/// Reads a column of texts. While the pages of a chunk only name values of a dictionary, their codes are kept; chunks that have values of their own are
/// numbered when all have been read, unless their values show not to repeat. Where values repeat, the column is one of categories.
/// </summary>
/// <param name="known">What a writer that knows our columns says that it was; null where none does.</param>
/// <param name="rule">When values of its own are taken as not repeating; null: as the rows that are read say.</param>
sealed class TextLeaf(SchemaLeaf leaf, int[] firstRows, MemoryBudget budget, ColumnType? known, NumberingRule? rule) : LeafColumn(leaf, firstRows, budget)
{
    readonly Target[] _chunks = new Target[firstRows.Length - 1];

    NumberingRule Rule { get; } = rule ?? new NumberingRule(CategoryRule.MostLevels(firstRows[^1]), Samples: true);

    internal override ChunkTarget Open(int group, PageScratch scratch, ParquetPlace place) => _chunks[group] = new Target(this, group, scratch);

    internal override Column Build(int threads, ParquetPlace place)
    {
        var validity = ReadValidity();
        if (known == ColumnType.String)
        {
            return Text(validity, threads, place);
        }

        Budget.Take(_chunks.Sum(chunk => chunk.Texts is { } texts ? (long)texts.Count * sizeof(int) : 0), place);
        Workers.Run(GroupCount, threads, () => 0, (_, group) => _chunks[group].Number(Presence(group)));
        if (!Array.TrueForAll(_chunks, chunk => chunk.Codes is not null))
        {
            return Text(validity, threads, place);
        }

        var levels = new LevelTable();
        var maps = Array.ConvertAll(_chunks, chunk => chunk.MapTo(levels));
        var values = TotalRows - validity.CountMissing();
        return known == ColumnType.Category || (values > 0 && CategoryRule.Repeats(levels.Count, values))
            ? Category(levels, maps, validity, threads, place)
            : Text(validity, threads, place);
    }

    CategoryColumn Category(LevelTable found, int[][] maps, Validity validity, int threads, ParquetPlace place)
    {
        var levels = Enumerable.Range(0, found.Count).Select(code => Encoding.UTF8.GetString(found[code])).ToArray();
        if (known is null)
        {
            var order = Enumerable.Range(0, levels.Length).Order(Comparer<int>.Create((left, right) => string.CompareOrdinal(levels[left], levels[right]))).ToArray();
            var rank = new int[levels.Length];
            for (var i = 0; i < order.Length; i++)
            {
                rank[order[i]] = i;
            }

            levels = Array.ConvertAll(order, code => levels[code]);
            maps = Array.ConvertAll(maps, map => Array.ConvertAll(map, code => rank[code]));
        }

        Budget.Take((long)TotalRows * sizeof(int), place);
        var codes = GC.AllocateUninitializedArray<int>(TotalRows);
        Workers.Run(GroupCount, threads, () => 0, (_, group) => _chunks[group].Recode(maps[group], codes.AsSpan(FirstRow(group), RowCount(group))));
        return new CategoryColumn(Leaf.Name, codes, levels.ToEquatableArray(), validity);
    }

    TextColumn Text(Validity validity, int threads, ParquetPlace place)
    {
        foreach (var chunk in _chunks)
        {
            chunk.ToText(place);
        }

        var starts = new long[GroupCount + 1];
        for (var group = 0; group < GroupCount; group++)
        {
            starts[group + 1] = starts[group] + _chunks[group].Texts!.Size; // made above
        }

        if (starts[^1] > Array.MaxLength)
        {
            throw place.Refused($"the column holds {starts[^1]} bytes of text; at most {Array.MaxLength} can be read at a time. Read fewer row groups at a time.");
        }

        Budget.Take(starts[^1] + ((long)TotalRows * sizeof(long)), place);
        var bytes = GC.AllocateUninitializedArray<byte>((int)starts[^1]);
        var ends = GC.AllocateUninitializedArray<long>(TotalRows);
        Workers.Run(GroupCount, threads, () => 0, (_, group) =>
        {
            var texts = _chunks[group].Texts!; // made above
            texts.All.CopyTo(bytes.AsSpan((int)starts[group]));
            var from = texts.Ends;
            var to = ends.AsSpan(FirstRow(group), RowCount(group));
            for (var row = 0; row < to.Length; row++)
            {
                to[row] = starts[group] + from[row];
            }
        });
        return new TextColumn(Leaf.Name, bytes, ends, validity);
    }

    sealed class Target(TextLeaf column, int group, PageScratch scratch) : ChunkTarget
    {
        // After so many values it shows whether they repeat.
        const int Sample = 4096;

        TextBuffer? _dictionary;
        LevelTable? _numbered;
        int _rows;

        /// <summary>The place of each row's value in the dictionary, −1 where it has none; null when a page has values of its own.</summary>
        internal int[]? Codes { get; private set; } = [];

        /// <summary>The values by row, once codes are not enough.</summary>
        internal TextBuffer? Texts { get; private set; }

        internal override void Dictionary(ReadOnlySpan<byte> bytes, int count, ParquetPlace place)
        {
            var least = column.Leaf.Physical == PhysicalType.ByteArray ? sizeof(int) : column.Leaf.FixedLength;
            if (count > bytes.Length / least || _dictionary is not null)
            {
                throw place.Damaged($"A dictionary of {bytes.Length} bytes is said to hold {count} texts, or is the second of its column.");
            }

            _dictionary = new TextBuffer(column.Budget, count, place);
            Append(_dictionary, bytes, PageEncoding.Plain, count, place);
        }

        internal override void Page(PageValues page)
        {
            if (page.Present == 0 && Codes is not null)
            {
                OpenCodes(page.Place);
                Codes.AsSpan(page.Row, page.RowCount).Fill(CategoryColumn.MissingCode);
            }
            else if (page.Encoding != PageEncoding.RleDictionary)
            {
                ToText(page.Place);
                Append(Texts!, page.Bytes, page.Encoding, page.Present, page.Place); // made on the line above
                Texts!.Spread(page);
            }
            else if (Codes is null)
            {
                column.Budget.Ensure(ref scratch.Codes, page.RowCount, page.Place);
                var codes = scratch.Codes.AsSpan(0, page.RowCount);
                Read(page, codes);
                Texts!.AppendLookup(_dictionary ?? throw NoDictionary(page), codes, page.Place); // there where codes are not
            }
            else
            {
                OpenCodes(page.Place);
                Read(page, Codes.AsSpan(page.Row, page.RowCount));
            }

            _rows = page.Row + page.RowCount;
        }

        /// <summary>Gives codes to values that stand here as texts, as long as they repeat.</summary>
        internal void Number(ulong[]? presence)
        {
            if (Texts is not { } texts)
            {
                return;
            }

            var codes = GC.AllocateUninitializedArray<int>(texts.Count);
            var levels = new LevelTable();
            var (most, samples) = column.Rule;
            for (var row = 0; row < codes.Length; row++)
            {
                codes[row] = presence is null || Bits.At(presence, row) ? texts.AddTo(levels, row) : CategoryColumn.MissingCode;
                if (levels.Count > most || (samples && row + 1 == Sample && levels.Count > Sample / 2))
                {
                    return;
                }
            }

            (_numbered, Codes) = (levels, codes);
        }

        /// <summary>Numbers the values that the codes stand for in a table of levels.</summary>
        internal int[] MapTo(LevelTable levels)
        {
            if (_numbered is { } numbered)
            {
                return [.. Enumerable.Range(0, numbered.Count).Select(code => levels.GetOrAdd(numbered[code]))];
            }

            var map = new int[_dictionary?.Count ?? 0];
            for (var code = 0; code < map.Length; code++)
            {
                map[code] = _dictionary!.AddTo(levels, code); // there where the map is not empty
            }

            return map;
        }

        internal void Recode(int[] map, Span<int> target)
        {
            var codes = Codes ?? [];
            if (codes.Length == 0)
            {
                target.Fill(CategoryColumn.MissingCode);
                return;
            }

            for (var row = 0; row < target.Length; row++)
            {
                var code = codes[row];
                target[row] = code < 0 ? CategoryColumn.MissingCode : map[code];
            }
        }

        /// <summary>Keeps the values themselves from here on.</summary>
        internal void ToText(ParquetPlace place)
        {
            if (Texts is null)
            {
                Texts = new TextBuffer(column.Budget, column.RowCount(group), place);
                if (_rows > 0)
                {
                    Texts.AppendLookup(_dictionary ?? Texts, Codes.AsSpan(0, _rows), place);
                }

                Codes = null;
            }
        }

        void Read(PageValues page, Span<int> codes)
        {
            page.ReadCodes(codes[..page.Present], _dictionary?.Count ?? 0);
            page.Spread(codes, CategoryColumn.MissingCode);
        }

        void OpenCodes(ParquetPlace place)
        {
            if (Codes!.Length == 0) // called where there are codes
            {
                column.Budget.Take((long)column.RowCount(group) * sizeof(int), place);
                Codes = GC.AllocateUninitializedArray<int>(column.RowCount(group));
            }
        }

        void Append(TextBuffer texts, ReadOnlySpan<byte> bytes, PageEncoding encoding, int count, ParquetPlace place)
        {
            var first = texts.Count;
            var leaf = column.Leaf;
            if (leaf.Physical == PhysicalType.ByteArray || encoding == PageEncoding.DeltaByteArray)
            {
                texts.Append(bytes, encoding, count, place);
            }
            else if (encoding is PageEncoding.Plain or PageEncoding.ByteStreamSplit)
            {
                AppendFixed(texts, bytes, encoding, count, place);
            }
            else
            {
                throw place.Refused($"the values are laid out in a way that is not known for their type ({encoding}). Write the file with plain or dictionary encoding.");
            }

            if (texts.FindInvalid(first) is var invalid and >= 0)
            {
                throw place.Refused(
                    $"value {invalid - first} of the page at byte {place.Offset} is not valid UTF-8, so that the column is no text. "
                    + "Leave it out with ParquetOptions.Columns, or write it as text.");
            }
        }

        void AppendFixed(TextBuffer texts, ReadOnlySpan<byte> bytes, PageEncoding encoding, int count, ParquetPlace place)
        {
            var width = column.Leaf.FixedLength;
            if (encoding == PageEncoding.ByteStreamSplit)
            {
                if (bytes.Length != (long)count * width)
                {
                    throw place.Damaged($"A page of {bytes.Length} bytes is said to hold {count} values of {width} bytes.");
                }

                column.Budget.Ensure(ref scratch.Values, bytes.Length, place);
                ByteStreams.Join(bytes, width, scratch.Values.AsSpan(0, bytes.Length));
                bytes = scratch.Values.AsSpan(0, bytes.Length);
            }

            if (column.Leaf.Logical == LogicalKind.Uuid)
            {
                texts.AppendUuids(bytes, count, place);
            }
            else
            {
                texts.AppendFixed(bytes, width, count, place);
            }
        }

        static TableException NoDictionary(PageValues page) => page.Place.Damaged("A page names values of a dictionary, but there is none.");
    }
}
