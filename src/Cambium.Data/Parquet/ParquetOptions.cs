using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>How to read a Parquet file.</summary>
/// <remarks>
/// <para>
/// The file tells the types. Whole numbers of any width become Int64; those of 64 bits without a sign become Float64 where the file's statistics name one
/// beyond 63 bits. Floating-point numbers and decimals become Float64 (a decimal the nearest number), decimals of up to 18 digits and none behind the point
/// Int64. Dates and timestamps become DateTime, cut off at 100 ns; a time of day becomes the seconds since midnight, Float64. Texts, enums, JSON and UUIDs
/// become Category where the values repeat, by the rule of <see cref="CsvOptions"/>, else String; where a row group has no dictionary and more than half of its
/// first 4,096 values are distinct, they are taken as not repeating. Levels come in ordinal order; those that the file's dictionary names and no row uses are among them.
/// A NaN of the file stays a value, which learners take for missing. A field within a struct becomes a column of its own, <c>struct.field</c>. Lists and maps are refused, as are values of other meanings.
/// </para>
/// <para>
/// Read are all encodings and pages of both versions; without compression and with snappy, gzip, brotli, zstd and LZ4_RAW. What Cambium itself wrote
/// comes back with the types and levels that it had.
/// </para>
/// <para>
/// What is read takes at most 256 MiB and <see cref="MaxExpansion"/> bytes for each byte that is read of the file, whatever sizes the file claims.
/// </para>
/// </remarks>
public sealed record ParquetOptions
{
    /// <summary>The columns to read, in this order. Default none, which means all of the file. A field within a struct is named <c>struct.field</c>.</summary>
    public EquatableArray<string> Columns { get; init; } = [];

    /// <summary>
    /// Which row groups to read, judged by what the file says of each; null, the default, reads all. Rows are not judged: those of a row group that is read
    /// are all in the table.
    /// </summary>
    public Func<RowGroupStatistics, bool>? RowGroups { get; init; }

    /// <summary>
    /// Most rows to read, from the first on; 0, the default, means all. Range [0, ∞). Row groups behind are not read; the one that holds the last row is read whole.
    /// </summary>
    public int MaxRows { get; init => field = Check.AtLeast(value, 0); }

    /// <summary>Most threads to use; 0, the default, means one per processor. Range [0, ∞). The table is the same at any number.</summary>
    public int MaxThreads { get; init => field = Check.AtLeast(value, 0); }

    /// <summary>
    /// Most bytes of memory that reading may take for each byte that it reads of the file, beside 256 MiB that it always may. Default 1,024. Range [1, ∞). A few bytes of a
    /// file can stand for any number of equal values; raise it for a file that is to be trusted and is refused.
    /// </summary>
    public int MaxExpansion { get; init => field = Check.AtLeast(value, 1); } = 1024;
}
