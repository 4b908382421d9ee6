namespace Cambium.Data;

/// <summary>What a file's ending says that it holds.</summary>
enum TableFormat
{
    Csv,
    Tsv,
    JsonLines,
    Parquet,
}
