namespace Cambium.Data;

/// <summary>Puts pieces of one column together that have the same type and levels, each value as it was.</summary>
static class ColumnPieces
{
    internal static Column Join(IReadOnlyList<Column> pieces)
    {
        var rows = pieces.Sum(piece => piece.Length);
        var name = pieces[0].Name;
        return pieces[0] switch
        {
            Column<double> => new Column<double>(name, Values<double>(pieces, rows), ValidityOf(pieces, rows)),
            Column<long> => new Column<long>(name, Values<long>(pieces, rows), ValidityOf(pieces, rows)),
            Column<bool> => new Column<bool>(name, Values<bool>(pieces, rows), ValidityOf(pieces, rows)),
            Column<DateTime> => new Column<DateTime>(name, Values<DateTime>(pieces, rows), ValidityOf(pieces, rows)),
            CategoryColumn category => new CategoryColumn(name, Codes(pieces, rows), category.Levels, ValidityOf(pieces, rows)),
            _ => Texts(name, pieces, rows),
        };
    }

    static T[] Values<T>(IReadOnlyList<Column> pieces, int rows)
        where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(rows);
        var at = 0;
        foreach (var piece in pieces)
        {
            ((Column<T>)piece).Values.CopyTo(values.AsSpan(at));
            at += piece.Length;
        }

        return values;
    }

    static int[] Codes(IReadOnlyList<Column> pieces, int rows)
    {
        var codes = GC.AllocateUninitializedArray<int>(rows);
        var at = 0;
        foreach (var piece in pieces)
        {
            ((CategoryColumn)piece).Codes.CopyTo(codes.AsSpan(at));
            at += piece.Length;
        }

        return codes;
    }

    static TextColumn Texts(string name, IReadOnlyList<Column> pieces, int rows)
    {
        var bytes = new byte[pieces.Sum(piece => SizeOf((TextColumn)piece))];
        var ends = GC.AllocateUninitializedArray<long>(rows);
        var (at, row) = (0, 0);
        foreach (var piece in pieces.Cast<TextColumn>())
        {
            var (start, size) = (piece.Length == 0 ? 0 : (int)piece.StartOf(0), SizeOf(piece));
            piece.Buffer.Slice(start, size).CopyTo(bytes.AsSpan(at));
            foreach (var end in piece.Ends)
            {
                ends[row++] = end - start + at;
            }

            at += size;
        }

        return new TextColumn(name, bytes, ends, ValidityOf(pieces, rows));
    }

    static int SizeOf(TextColumn piece) => piece.Length == 0 ? 0 : (int)(piece.Ends[^1] - piece.StartOf(0));

    static Validity ValidityOf(IReadOnlyList<Column> pieces, int rows)
    {
        if (pieces.All(piece => piece.Validity.AllValid))
        {
            return Validity.All(rows);
        }

        var words = new ulong[((long)rows + 63) / 64];
        var at = 0;
        foreach (var piece in pieces)
        {
            Bits.Copy(piece.Validity.Words(0, piece.Length), words, at, piece.Length);
            at += piece.Length;
        }

        return Validity.FromWords(words, rows);
    }
}
