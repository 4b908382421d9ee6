using System.Text;

namespace Cambium.Data;

/// <summary>What the values of a column are, found window by window with the rules of a whole table.</summary>
/// <param name="name">The column.</param>
/// <param name="position">Its place in a record.</param>
/// <param name="declared">What the options say of it.</param>
/// <param name="mostLevels">With more distinct texts the column holds free text.</param>
sealed class CsvColumnTypes(string name, int position, Field? declared, int mostLevels)
{
    const int MostLevelBytes = 1 << 26;

    readonly LevelTable _levels = new();
    ColumnType? _kind = declared?.Type;
    bool _isFree;
    bool _hasEmptyText;
    bool _hasValues;
    bool _mustReadAgain;
    long _values;

    /// <summary>Whether values seen before the first text must be read again, as texts.</summary>
    internal bool MustReadAgain => _mustReadAgain && !_isFree;

    /// <summary>A place for the column's values of one window.</summary>
    internal ColumnStore Open(int chunks, int rows)
    {
        var store = new ColumnStore(name, position, declared, chunks, rows, mostLevels);
        if (_kind is { } kind)
        {
            store.Saw(kind);
        }

        if (_isFree)
        {
            store.SetTextFree();
        }

        return store;
    }

    /// <summary>Takes note of what a window held.</summary>
    internal void Close(ColumnStore store, int[] rows)
    {
        var values = store.Blocks.Select((block, chunk) => block.Kind is null ? 0L : rows[chunk] - block.MissingCount).Sum();
        if (store.Kind is ColumnType.Category or ColumnType.String)
        {
            // A column whose only values so far are empty texts is one of texts in its window; of numbers, if numbers follow.
            if (_kind is null && !store.IsTextFree && HoldsEmptyTextsOnly(store))
            {
                _hasEmptyText = true;
                return;
            }

            _mustReadAgain |= _hasEmptyText || (_kind is not (null or ColumnType.Category) && _hasValues);
            _kind = ColumnType.Category;
            AddLevels(store);
        }
        else
        {
            _kind = store.Kind;
            _hasEmptyText |= Array.Exists(store.Blocks, block => block.HasEmptyText);
        }

        _hasValues |= values > 0;
        _values += values;
    }

    /// <summary>Makes ready for a pass that reads the column as texts.</summary>
    internal void BeginAgain()
    {
        (_mustReadAgain, _hasEmptyText, _hasValues, _values) = (false, false, false, 0);
        _kind = ColumnType.Category;
    }

    /// <summary>Asks for a pass as texts where nothing but empty texts was found.</summary>
    internal void End() => _mustReadAgain |= _kind is null && _hasEmptyText;

    /// <summary>What the column holds, with the levels of a category.</summary>
    internal Field Field()
    {
        if (_kind is not (ColumnType.Category or ColumnType.String))
        {
            return new Field(name, _kind ?? ColumnType.Float64);
        }

        if (_isFree || (declared is null && !CategoryRule.Repeats(_levels.Count, _values)))
        {
            return new Field(name, ColumnType.String);
        }

        var known = declared?.Levels ?? [];
        var found = Enumerable.Range(0, _levels.Count).Select(code => Encoding.UTF8.GetString(_levels[code]));
        return new Field(name, ColumnType.Category) { Levels = [.. known, .. found.Except(known).Order(StringComparer.Ordinal)] };
    }

    static bool HoldsEmptyTextsOnly(ColumnStore store) =>
        Array.TrueForAll(store.Blocks, block => block.Levels is null || (block.Levels.Count <= 1 && block.Levels.Size == 0));

    void AddLevels(ColumnStore store)
    {
        if (_isFree || store.IsTextFree)
        {
            _isFree = true;
            return;
        }

        foreach (var table in store.Blocks.Select(block => block.Levels).OfType<LevelTable>().Distinct())
        {
            for (var code = 0; code < table.Count && !_isFree; code++)
            {
                _levels.GetOrAdd(table[code]);
                _isFree = declared is null && (_levels.Count > mostLevels || _levels.Size > MostLevelBytes);
            }
        }
    }
}
