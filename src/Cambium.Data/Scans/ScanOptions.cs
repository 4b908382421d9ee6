using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>How to go through a file that need not fit in memory.</summary>
/// <remarks>
/// CSV and JSON Lines take at most about 16 bytes of memory for each byte of <see cref="BlockBytes"/>, and what the levels of categories take; a record of more
/// than 256 MiB is refused. Of Parquet, a block is taken out of whole pages of each column: it takes the values of
/// <see cref="BlockRows"/> rows, of the pages in which they end, and the dictionaries, however large a row group is. What is done with the blocks comes on top.
/// </remarks>
public sealed record ScanOptions
{
    /// <summary>How CSV is read. Types that are declared here are not looked for; where all are, and none is Category, the file is read once instead of twice.</summary>
    public CsvOptions Csv { get; init; } = new();

    /// <summary>How JSON Lines are read.</summary>
    public JsonLinesOptions JsonLines { get; init; } = new();

    /// <summary>How Parquet is read; MaxRows has no meaning here.</summary>
    public ParquetOptions Parquet { get; init; } = new();

    /// <summary>Most rows of a block. Default 131,072. Range [1, ∞).</summary>
    public int BlockRows { get; init => field = Check.AtLeast(value, 1); } = 1 << 17;

    /// <summary>Bytes of text that are read at a time; a block holds the rows of so many at most. Default 16,777,216. Range [64, 268435456].</summary>
    public int BlockBytes
    {
        get;
        init => field = value is >= 1 << 6 and <= 1 << 28
            ? value
            : throw new ArgumentOutOfRangeException(nameof(BlockBytes), value, "BlockBytes must be from 64 to 268,435,456.");
    } = 1 << 24;

    /// <summary>
    /// Most distinct texts of a column, so that it can be Category; one with more is String, even if reading the whole file would make it Category. The texts
    /// of one column may take 64 MiB. Default 100,000. Range [1, ∞). Ignored for columns that are declared as Category.
    /// </summary>
    public int MaxLevels { get; init => field = Check.AtLeast(value, 1); } = 100_000;
}
