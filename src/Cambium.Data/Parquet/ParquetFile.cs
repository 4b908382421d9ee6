using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>A Parquet file that is open: its columns are known, and its row groups can be read one by one.</summary>
sealed class ParquetFile : IDisposable
{
    const long AlwaysAllowed = 256L << 20;

    readonly SourceBytes _bytes;
    readonly ParquetOptions _options;
    readonly ParquetPlace _place;
    readonly FileFooter _footer;
    readonly SchemaLeaf[] _leaves;
    readonly bool[] _isHuge;
    readonly Dictionary<string, ColumnType> _types;

    ParquetFile(SourceBytes bytes, ParquetOptions options, string source)
    {
        _bytes = bytes;
        _options = options;
        _place = new ParquetPlace(source);
        _footer = FooterReader.Read(bytes, NewBudget(bytes.Length), _place);
        _types = ColumnNotes.Read(_footer.Notes);
        _leaves = Chosen();
        _isHuge = Array.ConvertAll(_leaves, leaf => Array.Exists(_footer.RowGroups, group => StatisticsValue.IsHuge(leaf, group.Chunks[leaf.Position].Max)));
        RowGroups = ChosenGroups();
    }

    /// <summary>The numbers of the row groups that the options ask for.</summary>
    internal IReadOnlyList<int> RowGroups { get; }

    public void Dispose() => _bytes.Dispose();

    /// <summary>Opens a file, and reads what stands at its end.</summary>
    internal static ParquetFile Open(string path, ParquetOptions options) => Of(SourceBytes.OpenFile(path), options, path);

    /// <summary>Takes bytes over, and reads what stands at their end.</summary>
    internal static ParquetFile Of(SourceBytes bytes, ParquetOptions options, string source)
    {
        ParquetFile? file = null;
        try
        {
            return file = new ParquetFile(bytes, options, source);
        }
        finally
        {
            if (file is null)
            {
                bytes.Dispose();
            }
        }
    }

    /// <summary>The number of rows of a row group.</summary>
    internal int RowCount(int group) => _footer.RowGroups[group].RowCount;

    /// <summary>Which columns of text hold categories, where the writer said it.</summary>
    internal IReadOnlyDictionary<string, ColumnType> TextTypes => _types;

    /// <summary>Reads row groups into one table. Whether texts are categories is judged by the rows that are read, unless Cambium wrote the file.</summary>
    internal Table Read(IReadOnlyList<int> groups) => Read(groups, _types);

    /// <summary>Reads row groups into one table.</summary>
    /// <param name="groups">The row groups.</param>
    /// <param name="types">Which columns of text hold categories, if all their values are named by dictionaries, and which do not; the others are judged by their values.</param>
    internal Table Read(IReadOnlyList<int> groups, IReadOnlyDictionary<string, ColumnType> types)
    {
        var firstRows = FirstRows(groups);
        var size = SizeOf(groups);
        var budget = NewBudget(size);
        var factory = new LeafColumns(firstRows, budget, types);
        var columns = _leaves.Select((leaf, i) => factory.Of(leaf, _isHuge[i], PlaceOf(leaf))).ToArray();
        var threads = ParallelBlocks.Threads(_options.MaxThreads);
        var pages = new ChunkPages(_bytes, budget, NewBudget(size));
        ForEach(groups.Count * columns.Length, (scratch, piece) =>
        {
            var (group, column) = (piece / columns.Length, columns[piece % columns.Length]);
            var chunk = _footer.RowGroups[groups[group]].Chunks[column.Leaf.Position];
            pages.Read(chunk, column, group, scratch, PlaceOf(column.Leaf, groups[group]));
        });
        var table = Table.Create([.. columns.Select(column => column.Build(threads, PlaceOf(column.Leaf)))]);
        return _options.MaxRows > 0 && _options.MaxRows < table.RowCount ? table.Slice(0, _options.MaxRows) : table;
    }

    /// <summary>Opens the columns of a row group to be read some pages at a time.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="types">Which columns of text hold categories.</param>
    internal ColumnCursor[] OpenColumns(int group, IReadOnlyDictionary<string, ColumnType> types)
    {
        // However few pages are held at a time, the rows must not be out of all proportion to the bytes that they are told by.
        var claims = NewBudget(SizeOf([group]));
        var pages = NewBudget(SizeOf([group]));
        return [.. _leaves.Select((leaf, i) =>
        {
            var chunk = _footer.RowGroups[group].Chunks[leaf.Position];
            claims.Take((long)RowCount(group) * sizeof(int), PlaceOf(leaf, group));
            return new ColumnCursor(_bytes, chunk, RowCount(group), PlaceOf(leaf, group), pages, (rows, budget, rule) => new LeafColumns([0, rows], budget, types, rule).Of(leaf, _isHuge[i], PlaceOf(leaf)));
        })];
    }

    /// <summary>What reading this many bytes of the file may take.</summary>
    internal MemoryBudget NewBudget(long size) => new(
        AlwaysAllowed + (long)Int128.Min((Int128)size * _options.MaxExpansion, long.MaxValue / 2),
        $"{AlwaysAllowed >> 20} MiB and {_options.MaxExpansion} bytes for each of the {size} that are read");

    /// <summary>Does numbered pieces of work; the fault of the first faulty one is the one that is thrown.</summary>
    internal void ForEach(int pieces, Action<PageScratch, int> body)
    {
        var faults = new TableException?[pieces];
        var firstFaulty = pieces;
        var gate = new Lock();
        var workers = Workers.Run(
            pieces,
            ParallelBlocks.Threads(_options.MaxThreads),
            () => new PageScratch(),
            (scratch, piece) =>
            {
                // Every piece before a faulty one is still done.
                if (piece > Volatile.Read(ref firstFaulty))
                {
                    return;
                }

                try
                {
                    body(scratch, piece);
                }
                catch (TableException fault)
                {
                    faults[piece] = fault;
                    lock (gate)
                    {
                        firstFaulty = Math.Min(firstFaulty, piece);
                    }
                }
            });
        foreach (var worker in workers)
        {
            worker.Dispose();
        }

        if (Array.Find(faults, fault => fault is not null) is { } first)
        {
            throw first;
        }
    }

    int[] FirstRows(IReadOnlyList<int> groups)
    {
        var firstRows = new int[groups.Count + 1];
        for (var i = 0; i < groups.Count; i++)
        {
            var rows = firstRows[i] + (long)_footer.RowGroups[groups[i]].RowCount;
            firstRows[i + 1] = rows <= Array.MaxLength
                ? (int)rows
                : throw _place.Refused($"the file has more than {Array.MaxLength} rows, the most of a table. Read fewer row groups with ParquetOptions.RowGroups.");
        }

        return firstRows;
    }

    SchemaLeaf[] Chosen()
    {
        var byName = new Dictionary<string, SchemaLeaf>();
        foreach (var leaf in _footer.Leaves)
        {
            if (leaf.Name.Length == 0 || !byName.TryAdd(leaf.Name, leaf))
            {
                throw _place.Refused(leaf.Name.Length == 0
                    ? "a column has no name. Name every column where the file is written."
                    : $"two columns are named '{leaf.Name}'; names must be unique within a table. Rename one where the file is written.");
            }
        }

        return _options.Columns.Count == 0 ? _footer.Leaves : [.. _options.Columns.Select(name => byName.TryGetValue(name, out var leaf) ? leaf : throw Unknown(name))];
    }

    List<int> ChosenGroups()
    {
        var leaves = _footer.Leaves.ToDictionary(leaf => leaf.Name);
        var groups = new List<int>();
        var rows = 0L;
        for (var number = 0; number < _footer.RowGroups.Length && (_options.MaxRows == 0 || rows < _options.MaxRows); number++)
        {
            var group = _footer.RowGroups[number];
            if (_options.RowGroups is null || _options.RowGroups(new RowGroupStatistics(number, group, leaves)))
            {
                groups.Add(number);
                rows += group.RowCount;
            }
        }

        return groups;
    }

    TableException Unknown(string name) => _place.Refused(
        $"there is no column '{name}'.{NearestName.Suggestion(name, _footer.Leaves.Select(leaf => leaf.Name))} The columns are: {string.Join(", ", _footer.Leaves.Select(leaf => leaf.Name))}.");

    ParquetPlace PlaceOf(SchemaLeaf leaf, int? group = null) => new(_place.File) { Column = leaf.Name, RowGroup = group };

    /// <summary>The bytes of the file that are read for row groups.</summary>
    long SizeOf(IReadOnlyList<int> groups)
    {
        var size = (Int128)0;
        foreach (var group in groups)
        {
            foreach (var leaf in _leaves)
            {
                size += Math.Max(0, _footer.RowGroups[group].Chunks[leaf.Position].CompressedSize);
            }
        }

        // Else a small file could have the same bytes read any number of times.
        return size <= _bytes.Length ? (long)size : throw _place.Damaged($"The values are said to lie in {size} bytes, but the file has {_bytes.Length}.");
    }
}
