namespace Cambium.Data;

/// <summary>What stands before a page of values.</summary>
struct PageHeader
{
    internal const int DataPage = 0;
    internal const int DictionaryPage = 2;
    internal const int DataPageV2 = 3;

    /// <summary>One of the constants, or another page that holds no values.</summary>
    internal int Type;

    internal int UncompressedSize;
    internal int CompressedSize;
    internal int ValueCount;
    internal PageEncoding Encoding;
    internal PageEncoding DefinitionEncoding;

    /// <summary>Of a page of the second version: the bytes of the definition levels.</summary>
    internal int DefinitionSize;

    /// <summary>Of a page of the second version: the bytes of the repetition levels.</summary>
    internal int RepetitionSize;

    /// <summary>Whether the values are compressed; a page of the second version may say that they are not.</summary>
    internal bool IsCompressed;

    internal static PageHeader Read(ref ThriftReader reader, ParquetPlace place)
    {
        var header = new PageHeader { Type = -1, UncompressedSize = -1, CompressedSize = -1, IsCompressed = true };
        var id = 0;
        while (reader.Next(ref id))
        {
            switch (id)
            {
                case 1: header.Type = reader.Int32(); break;
                case 2: header.UncompressedSize = reader.Int32(); break;
                case 3: header.CompressedSize = reader.Int32(); break;
                case 5 or 7: header.ReadValues(ref reader); break;
                case 8: header.ReadValuesV2(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        if (header.UncompressedSize < 0 || header.CompressedSize < 0 || header.ValueCount < 0 || header.DefinitionSize < 0 || header.RepetitionSize < 0)
        {
            throw place.Damaged(
                $"A page is said to have {header.CompressedSize} bytes, {header.UncompressedSize} when decompressed, and {header.ValueCount} values.");
        }

        return header;
    }

    /// <summary>Whether the page holds values of rows.</summary>
    internal readonly bool IsData => Type is DataPage or DataPageV2;

    /// <summary>Refuses a page that goes beyond its column.</summary>
    /// <param name="bytesLeft">The bytes of the column behind the header.</param>
    /// <param name="rowsLeft">The rows of the column from the page on.</param>
    /// <param name="place">Where the page is.</param>
    internal readonly void Check(long bytesLeft, int rowsLeft, ParquetPlace place)
    {
        if (CompressedSize > bytesLeft)
        {
            throw place.Damaged($"A page is said to have {CompressedSize} bytes, but its column ends after {bytesLeft}.");
        }

        if (IsData && ValueCount > rowsLeft)
        {
            throw place.Damaged($"A page has {ValueCount} values where {rowsLeft} rows are left.");
        }
    }

    void ReadValues(ref ThriftReader reader)
    {
        reader.Struct();
        var id = 0;
        while (reader.Next(ref id))
        {
            switch (id)
            {
                case 1: ValueCount = reader.Int32(); break;
                case 2: Encoding = (PageEncoding)reader.Int32(); break;
                case 3 when Type == DataPage: DefinitionEncoding = (PageEncoding)reader.Int32(); break;
                default: reader.Skip(); break;
            }
        }
    }

    void ReadValuesV2(ref ThriftReader reader)
    {
        reader.Struct();
        var id = 0;
        while (reader.Next(ref id))
        {
            switch (id)
            {
                case 1: ValueCount = reader.Int32(); break;
                case 4: Encoding = (PageEncoding)reader.Int32(); break;
                case 5: DefinitionSize = reader.Int32(); break;
                case 6: RepetitionSize = reader.Int32(); break;
                case 7: IsCompressed = reader.Boolean(); break;
                default: reader.Skip(); break;
            }
        }
    }
}
