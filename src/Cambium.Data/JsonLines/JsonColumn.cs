namespace Cambium.Data;

/// <summary>Gathers the values of one column of a block; rows that are not told of are missing.</summary>
/// <param name="column">The column.</param>
abstract class JsonColumn(Field column)
{
    ulong[] _valid = new ulong[16];

    internal Field Field { get; } = column;

    /// <summary>Takes the value of a row; rows come in order.</summary>
    internal abstract bool TryAdd(int row, JsonKind kind, ReadOnlySpan<byte> text);

    /// <summary>The column, with so many rows, and begins a new one.</summary>
    internal Column Take(int rows)
    {
        Array.Resize(ref _valid, (rows + 63) / 64);
        var built = Build(rows, Validity.FromWords(_valid, rows));
        _valid = new ulong[16];
        return built;
    }

    protected abstract Column Build(int rows, Validity validity);

    protected void SetValid(int row)
    {
        if (row >> 6 >= _valid.Length)
        {
            Array.Resize(ref _valid, Math.Max(2 * _valid.Length, (row >> 6) + 1));
        }

        _valid[row >> 6] |= 1UL << (row & 63);
    }
}
