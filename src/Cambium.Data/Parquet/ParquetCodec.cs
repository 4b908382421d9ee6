namespace Cambium.Data;

/// <summary>How the pages of a Parquet file are compressed.</summary>
public enum ParquetCodec
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Snappy: fast, and known to every reader.</summary>
    Snappy,

    /// <summary>Gzip: smaller and slow.</summary>
    Gzip,

    /// <summary>Brotli: smaller still, slow to write.</summary>
    Brotli,

    /// <summary>Zstandard: about as small as gzip at several times its speed.</summary>
    Zstd,
}
