using System.Text;

namespace Cambium.Data;

/// <summary>A hash of the values of each row of a block.</summary>
static class RowHashes
{
    const ulong MissingHash = 0x5851F42D4C957F2D;

    /// <summary>The hashes of a category's levels, to be found once for many rows; empty for other columns.</summary>
    internal static ulong[] OfLevels(Column column) =>
        column is CategoryColumn category ? [.. category.Levels.Select(level => ValueHash.Of(Encoding.UTF8.GetBytes(level)))] : [];

    /// <summary>Joins the hashes of a column's values to those of its rows; equal values have equal hashes, whatever the levels of a category are.</summary>
    internal static void Join(Column column, ulong[] levels, Span<ulong> rows)
    {
        switch (column)
        {
            case Column<double> numbers:
                JoinEach(column, rows, row => ValueHash.Bits(numbers.Values[row]));
                break;
            case Column<long> numbers:
                JoinEach(column, rows, row => (ulong)numbers.Values[row]);
                break;
            case Column<bool> truths:
                JoinEach(column, rows, row => truths.Values[row] ? 1UL : 0);
                break;
            case Column<DateTime> moments:
                JoinEach(column, rows, row => (ulong)moments.Values[row].Ticks);
                break;
            case CategoryColumn category:
                JoinEach(column, rows, row => levels[category.Codes[row]]);
                break;
            case TextColumn text:
                JoinEach(column, rows, row => ValueHash.Of(text.Utf8(row)));
                break;
            case SparseColumn vectors:
                JoinEach(column, rows, row => OfVector(vectors, row));
                break;
        }
    }

    static void JoinEach(Column column, Span<ulong> rows, Func<int, ulong> hashOf)
    {
        var validity = column.Validity;
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = ValueHash.Join(rows[row], validity.AllValid || validity[row] ? hashOf(row) : MissingHash);
        }
    }

    static ulong OfVector(SparseColumn vectors, int row)
    {
        var indices = vectors.Matrix.RowIndices(row);
        var values = vectors.Matrix.RowValues(row);
        var hash = 0UL;
        for (var entry = 0; entry < indices.Length; entry++)
        {
            hash = values[entry] == 0 ? hash : ValueHash.Join(ValueHash.Join(hash, (ulong)indices[entry]), ValueHash.Bits(values[entry]));
        }

        return hash;
    }
}
