namespace Cambium.Data;

/// <summary>One column while it is read: the values of all chunks, each chunk's in its place.</summary>
/// <remarks>
/// Chunks are read in parallel, each by the type that values seen so far suggest; <see cref="ColumnBuilder"/> brings them together.
/// </remarks>
sealed class ColumnStore
{
    readonly Lock _lock = new();
    readonly int _rows;
    long[]? _int64s;
    double[]? _float64s;
    bool[]? _booleans;
    DateTime[]? _moments;
    int[]? _codes;
    volatile bool _isTextFree;
    volatile int _kind = -1;

    /// <summary>Makes a place for a column.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="position">The column's place in a record, from 0.</param>
    /// <param name="declared">What <see cref="CsvOptions.Types"/> says about it.</param>
    /// <param name="chunks">The number of chunks.</param>
    /// <param name="rows">Room for this many rows.</param>
    /// <param name="mostLevels">With more distinct texts the column holds free text; null: what the number of rows allows.</param>
    internal ColumnStore(string name, int position, Field? declared, int chunks, int rows, int? mostLevels = null)
    {
        Name = name;
        Position = position;
        Declared = declared;
        Blocks = new ColumnBlock[chunks];
        _rows = rows;
        _kind = declared is null ? -1 : (int)declared.Type;
        _isTextFree = declared?.Type == ColumnType.String;
        MostLevels = declared?.Type == ColumnType.Category ? int.MaxValue : mostLevels ?? CategoryRule.MostLevels(rows);
    }

    internal string Name { get; }

    internal int Position { get; }

    internal Field? Declared { get; }

    internal ColumnBlock[] Blocks { get; }

    /// <summary>With more distinct texts than this, the column holds free text whatever comes.</summary>
    internal int MostLevels { get; }

    /// <summary>Whether the column is known to hold free text, so that its texts need no codes.</summary>
    internal bool IsTextFree => _isTextFree;

    /// <summary>
    /// The type that all values seen so far have; null before the first. Text is Category until <see cref="IsTextFree"/>.
    /// </summary>
    internal ColumnType? Kind => _kind < 0 ? null : (ColumnType)_kind;

    internal long[] Int64s => Room(ref _int64s);

    internal double[] Float64s => Room(ref _float64s);

    internal bool[] Booleans => Room(ref _booleans);

    internal DateTime[] Moments => Room(ref _moments);

    internal int[] Codes => Room(ref _codes);

    /// <summary>Takes note that a chunk held values of a type.</summary>
    internal void Saw(ColumnType kind)
    {
        if (Kind == kind)
        {
            return;
        }

        lock (_lock)
        {
            _kind = (int)Join(Kind, kind);
        }
    }

    internal void SetTextFree() => _isTextFree = true;

    /// <summary>The narrowest type that holds the values of both.</summary>
    static ColumnType Join(ColumnType? one, ColumnType other) => one switch
    {
        null => other,
        { } same when same == other => other,
        ColumnType.Int64 or ColumnType.Float64 when other is ColumnType.Int64 or ColumnType.Float64 => ColumnType.Float64,
        _ => ColumnType.Category,
    };

    T[] Room<T>(ref T[]? values)
    {
        lock (_lock)
        {
            // Every slot is written later, those of missing values too.
            return values ??= GC.AllocateUninitializedArray<T>(_rows);
        }
    }
}
