namespace Cambium.Data;

/// <summary>Gathers texts.</summary>
/// <param name="field">The column.</param>
/// <param name="source">What to call the text in messages.</param>
sealed class JsonTextColumn(Field field, CsvSource source) : JsonColumn(field)
{
    byte[] _bytes = [];
    long[] _ends = [];
    int _count;
    int _length;

    internal override bool TryAdd(int row, JsonKind kind, ReadOnlySpan<byte> text)
    {
        FillTo(row);
        if ((long)_length + text.Length > Array.MaxLength)
        {
            throw source.TooMuchText(Field.Name);
        }

        if (_length + text.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(2L * _bytes.Length, _length + text.Length)));
        }

        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
        FillTo(row + 1);
        SetValid(row);
        return true;
    }

    protected override Column Build(int rows, Validity validity)
    {
        FillTo(rows);
        Array.Resize(ref _ends, rows);
        var column = new TextColumn(Field.Name, _bytes.AsMemory(0, _length), _ends, validity);
        (_bytes, _ends, _count, _length) = ([], [], 0, 0);
        return column;
    }

    void FillTo(int row)
    {
        if (row > _ends.Length)
        {
            Array.Resize(ref _ends, Math.Max(row, (int)Math.Min(Array.MaxLength, 2L * _ends.Length)));
        }

        _ends.AsSpan(_count, row - _count).Fill(_length);
        _count = row;
    }
}
