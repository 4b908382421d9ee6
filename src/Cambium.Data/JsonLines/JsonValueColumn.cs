namespace Cambium.Data;

/// <summary>Gathers numbers, truths, moments or codes.</summary>
/// <param name="field">The column.</param>
/// <param name="missing">What the slot of a missing value holds.</param>
/// <param name="read">Reads a value; null where it is none of the type.</param>
/// <param name="build">Makes the column.</param>
sealed class JsonValueColumn<T>(Field field, T missing, JsonValueColumn<T>.Reading read, Func<T[], Validity, Column> build) : JsonColumn(field)
    where T : unmanaged
{
    T[] _values = [];
    int _count;

    internal delegate T? Reading(JsonKind kind, ReadOnlySpan<byte> text);

    internal override bool TryAdd(int row, JsonKind kind, ReadOnlySpan<byte> text)
    {
        if (read(kind, text) is not { } value)
        {
            return false;
        }

        FillTo(row);
        if (row >= _values.Length)
        {
            Array.Resize(ref _values, Math.Max(row + 1, (int)Math.Min(Array.MaxLength, 2L * _values.Length)));
        }

        _values[row] = value;
        _count = row + 1;
        if (value is not double.NaN)
        {
            SetValid(row);
        }

        return true;
    }

    protected override Column Build(int rows, Validity validity)
    {
        FillTo(rows);
        Array.Resize(ref _values, rows);
        var column = build(_values, validity);
        (_values, _count) = ([], 0);
        return column;
    }

    void FillTo(int row)
    {
        if (row > _values.Length)
        {
            Array.Resize(ref _values, Math.Max(row, (int)Math.Min(Array.MaxLength, 2L * _values.Length)));
        }

        _values.AsSpan(_count, row - _count).Fill(missing);
        _count = row;
    }
}
