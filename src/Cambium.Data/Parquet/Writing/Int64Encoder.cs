namespace Cambium.Data;

/// <summary>Encodes a column of whole numbers.</summary>
sealed class Int64Encoder(Column<long> column) : ValueEncoder<long, long>(column)
{
    internal override PhysicalType Physical => PhysicalType.Int64;

    protected override ReadOnlySpan<long> Store(ReadOnlySpan<long> values) => values;

    protected override PageEncoding EncodingOf(ParquetWriteOptions options) => options.Delta ? PageEncoding.DeltaBinaryPacked : PageEncoding.Plain;

    protected override (long Min, long Max)? Extremes(ReadOnlySpan<long> values) => Data.Extremes.Of(values);
}
