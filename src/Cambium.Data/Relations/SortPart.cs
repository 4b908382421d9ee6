using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <summary>A key column as numbers that order as its values do, the greatest of all for missing ones.</summary>
sealed class SortPart
{
    readonly Column _column;
    readonly bool _descending;
    readonly long _least;
    readonly int[] _ranks = [];

    internal SortPart(Column column, bool descending, int maxThreads)
    {
        (_column, _descending) = (column, descending);
        switch (column)
        {
            case CategoryColumn category:
                _ranks = RanksOf(category);
                Bits = KeyPart.BitsOf((ulong)category.Levels.Count);
                Greatest = (ulong)Math.Max(0, category.Levels.Count - 1);
                break;
            case Column<bool>:
                (Bits, Greatest) = (2, 1);
                break;
            case TextColumn:
                (Bits, Greatest) = (64, ulong.MaxValue);
                break;
            case SparseColumn:
                throw new ArgumentException($"Column '{column.Name}' holds sparse vectors, which have no order. Sort by a column of single values.");
            default:
                var (least, most) = KeyPart.RangeOf([column], maxThreads);
                _least = least;
                Greatest = most < least ? 0 : (ulong)most - (ulong)least;
                Bits = Greatest == ulong.MaxValue ? 64 : KeyPart.BitsOf(Greatest + 1);
                break;
        }
    }

    /// <summary>How many bits the numbers have.</summary>
    internal int Bits { get; }

    /// <summary>Whether equal numbers may stand for different values: of texts the first letters alone, and where no number is left for missing values.</summary>
    internal bool IsRough => _column is TextColumn || Greatest == ulong.MaxValue;

    ulong Greatest { get; }

    /// <summary>Writes the numbers of rows.</summary>
    /// <param name="isRun">Whether the rows are neighbours, ascending.</param>
    internal void Fill(ReadOnlySpan<int> rows, Span<ulong> keys, bool isRun)
    {
        if (isRun && _ranks.Length == 0 && _column.Type is ColumnType.Float64 or ColumnType.Int64 or ColumnType.DateTime)
        {
            FillRun(rows[0], keys[..rows.Length]);
            return;
        }

        if (isRun && _column is CategoryColumn category)
        {
            var codes = category.Codes.Slice(rows[0], rows.Length);
            for (var i = 0; i < codes.Length; i++)
            {
                var rank = codes[i] < 0 ? Greatest + 1 : (ulong)_ranks[codes[i]];
                keys[i] = _descending && codes[i] >= 0 ? Greatest - rank : rank;
            }

            return;
        }

        for (var i = 0; i < rows.Length; i++)
        {
            keys[i] = NumberOf(rows[i]);
        }
    }

    void FillRun(int start, Span<ulong> keys)
    {
        KeyPart.Ordered(_column, start, start + keys.Length, MemoryMarshal.Cast<ulong, long>(keys));
        var (least, greatest) = ((ulong)_least, Greatest);
        for (var i = 0; i < keys.Length; i++)
        {
            var number = unchecked(keys[i] - least);
            keys[i] = _descending ? unchecked(greatest - number) : number;
        }

        var missing = greatest == ulong.MaxValue ? ulong.MaxValue : greatest + 1;
        for (var i = 0; (!_column.Validity.AllValid || _column is Column<double>) && i < keys.Length; i++)
        {
            keys[i] = IsThere(start + i) ? keys[i] : missing;
        }
    }

    /// <summary>How two rows order, by their values.</summary>
    internal int Compare(int x, int y)
    {
        var (isThereX, isThereY) = (IsThere(x), IsThere(y));
        if (!isThereX || !isThereY)
        {
            return isThereY.CompareTo(isThereX);
        }

        var order = _column is TextColumn texts ? texts.Utf8(x).SequenceCompareTo(texts.Utf8(y)) : RawOf(x).CompareTo(RawOf(y));
        return _descending ? -order : order;
    }

    ulong NumberOf(int row)
    {
        if (!IsThere(row))
        {
            return Greatest == ulong.MaxValue ? ulong.MaxValue : Greatest + 1;
        }

        var number = RawOf(row);
        return _descending ? Greatest - number : number;
    }

    bool IsThere(int row) => _column is Column<double> numbers ? !double.IsNaN(numbers.Values[row]) : _column.Validity[row];

    ulong RawOf(int row)
    {
        switch (_column)
        {
            case CategoryColumn category:
                return (ulong)_ranks[category.Codes[row]];
            case Column<bool> truths:
                return truths.Values[row] ? 1UL : 0;
            case TextColumn texts:
                return FirstLetters(texts.Utf8(row));
            default:
                Span<long> one = stackalloc long[1];
                KeyPart.Ordered(_column, row, row + 1, one);
                return unchecked((ulong)one[0] - (ulong)_least);
        }
    }

    static ulong FirstLetters(ReadOnlySpan<byte> text)
    {
        Span<byte> letters = stackalloc byte[8];
        letters.Clear();
        text[..Math.Min(8, text.Length)].CopyTo(letters);
        return BinaryPrimitives.ReadUInt64BigEndian(letters);
    }

    static int[] RanksOf(CategoryColumn category)
    {
        var order = Enumerable.Range(0, category.Levels.Count).ToArray();
        Array.Sort(order, (a, b) => TextOrder.Compare(category.Levels[a], category.Levels[b]));
        var ranks = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            ranks[order[rank]] = rank;
        }

        return ranks;
    }
}
