namespace Cambium.Data;

/// <summary>How pages are compressed; the numbers are those of the format.</summary>
enum PageCodec
{
    None = 0,
    Snappy = 1,
    Gzip = 2,
    Lzo = 3,
    Brotli = 4,
    HadoopLz4 = 5,
    Zstd = 6,
    Lz4 = 7,
}
