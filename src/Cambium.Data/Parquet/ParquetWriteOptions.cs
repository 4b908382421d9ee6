using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>How to write a Parquet file.</summary>
/// <remarks>
/// Float64 is written as DOUBLE, Int64 as INT64, Boolean as BOOLEAN, Category and String as texts. DateTime is written as DATE where every value is a midnight without
/// a zone, else as a timestamp in microseconds; where a value is finer than that, in nanoseconds, and where such values lie outside the years 1678 to
/// 2261, as INT96, so that every value comes back as it was. Moments that are all in UTC are marked so, which INT96 cannot be. A column without missing values is REQUIRED. Each
/// row group tells least, greatest and missing values of its columns. Which texts were categories, with the order of their levels, stands in a note that Cambium reads.
/// </remarks>
public sealed record ParquetWriteOptions
{
    /// <summary>How pages are compressed. Default Snappy.</summary>
    public ParquetCodec Codec { get; init; } = ParquetCodec.Snappy;

    /// <summary>Rows of a row group, the piece that is skipped as a whole. Default 131,072. Range [1, ∞).</summary>
    public int RowGroupRows { get; init => field = Check.AtLeast(value, 1); } = 1 << 17;

    /// <summary>
    /// Whether values that repeat are written once, in a dictionary of the row group, and named by short numbers; default true. A column of categories always is.
    /// </summary>
    public bool Dictionary { get; init; } = true;

    /// <summary>
    /// Whether whole numbers, moments and lengths of texts that have no dictionary are written as differences, which take fewer bytes; default false, as not
    /// every reader knows it.
    /// </summary>
    public bool Delta { get; init; }

    /// <summary>
    /// Whether the bytes of floating-point numbers that have no dictionary are written place by place, which compresses better; default false, as not every
    /// reader knows it.
    /// </summary>
    public bool ByteStreamSplit { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor. Range [0, ∞). The file is the same at any number.</summary>
    public int MaxThreads { get; init => field = Check.AtLeast(value, 0); }
}
