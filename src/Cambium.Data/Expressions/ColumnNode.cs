namespace Cambium.Data;

/// <summary>Reads a column; numbers, whole numbers and codes where they lie.</summary>
sealed class ColumnNode : Node
{
    const long TicksMask = 0x3FFF_FFFF_FFFF_FFFF;

    internal ColumnNode(Column column)
        : base(column.Type)
    {
        Column = column;
        Levels = column is CategoryColumn category ? [.. category.Levels] : null;
        Kind = column is Column<DateTime> { Length: > 0 } moments ? KindOf(moments) : DateTimeKind.Unspecified;
    }

    internal Column Column { get; }

    internal override string[]? Levels { get; }

    internal override DateTimeKind Kind { get; }

    internal override void Run(Frame frame, Lanes lanes)
    {
        var (start, length) = (frame.Start, frame.Length);
        switch (Column)
        {
            case Column<double> numbers:
                lanes.Numbers = numbers.Memory.Slice(start, length);
                break;
            case Column<long> wholes:
                lanes.Wholes = wholes.Memory.Slice(start, length);
                Column.Validity.CopyWords(start, length, lanes.Valid);
                break;
            case Column<DateTime> moments:
                Ticks(moments.Values.Slice(start, length), lanes.OwnWholes());
                Column.Validity.CopyWords(start, length, lanes.Valid);
                break;
            case Column<bool> truths:
                Column.Validity.CopyWords(start, length, lanes.Valid);
                Truths(truths.Values.Slice(start, length), lanes);
                break;
            case CategoryColumn category:
                lanes.Codes = category.Memory.Slice(start, length);
                break;
            case TextColumn texts:
                for (var i = 0; i < length; i++)
                {
                    lanes.Texts[i] = texts[start + i];
                }

                break;
        }
    }

    static void Ticks(ReadOnlySpan<DateTime> moments, Span<long> ticks)
    {
        // A moment is 62 bits of ticks below 2 bits of kind.
        var raw = System.Runtime.InteropServices.MemoryMarshal.Cast<DateTime, long>(moments);
        for (var i = 0; i < raw.Length; i++)
        {
            ticks[i] = raw[i] & TicksMask;
        }
    }

    static void Truths(ReadOnlySpan<bool> truths, Lanes lanes)
    {
        var words = lanes.True;
        words.AsSpan(0, (truths.Length + 63) / 64).Clear();
        for (var i = 0; i < truths.Length; i++)
        {
            words[i >> 6] |= truths[i] ? 1UL << (i & 63) : 0;
        }

        for (var word = 0; word << 6 < truths.Length; word++)
        {
            words[word] &= lanes.Valid[word];
        }
    }

    static DateTimeKind KindOf(Column<DateTime> moments)
    {
        for (var row = 0; row < moments.Length; row++)
        {
            if (moments.Validity[row])
            {
                return moments.Values[row].Kind == DateTimeKind.Utc ? DateTimeKind.Utc : DateTimeKind.Unspecified;
            }
        }

        return DateTimeKind.Unspecified;
    }
}
