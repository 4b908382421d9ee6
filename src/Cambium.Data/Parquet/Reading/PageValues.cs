namespace Cambium.Data;

/// <summary>The values of one page, decompressed and parted from what tells which rows have one.</summary>
readonly ref struct PageValues
{
    internal required PageEncoding Encoding { get; init; }

    internal required ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>The first row of the page, counted within the row group.</summary>
    internal required int Row { get; init; }

    internal required int RowCount { get; init; }

    /// <summary>How many of the rows have a value.</summary>
    internal required int Present { get; init; }

    /// <summary>A bit a row of the row group, set where it has a value; null where every row of the column has one.</summary>
    internal required ulong[]? Presence { get; init; }

    internal required ParquetPlace Place { get; init; }

    /// <summary>Moves the values, which stand at the front of <paramref name="target"/>, to their rows.</summary>
    internal void Spread<T>(Span<T> target, T missing)
        where T : unmanaged
    {
        if (Present < RowCount)
        {
            Bits.Spread(target, Present, Presence!, Row, missing); // there where a row has no value
        }
    }

    /// <summary>Reads the codes of values that stand in a dictionary: a byte with their width in bits, then runs.</summary>
    internal void ReadCodes(Span<int> codes, int dictionaryCount)
    {
        if (codes.Length == 0)
        {
            return;
        }

        if (Bytes.Length == 0 || Bytes[0] > 32)
        {
            throw Place.Damaged("A page of codes does not begin with their width, 0 to 32.");
        }

        HybridReader.Read(Bytes[1..], Bytes[0], codes, Place);
        var largest = Bits.LargestUnsigned(codes);
        if (largest >= (uint)dictionaryCount)
        {
            throw Place.Damaged($"A page names the value {largest} of a dictionary of {dictionaryCount}.");
        }
    }

    internal TableException UnknownEncoding() =>
        Place.Refused($"the values are laid out in a way that is not known for their type ({Encoding}). Write the file with plain or dictionary encoding.");
}
