namespace Cambium.Data;

/// <summary>Encodes a column of floating-point numbers.</summary>
sealed class DoubleEncoder(Column<double> column) : ValueEncoder<double, double>(column)
{
    internal override PhysicalType Physical => PhysicalType.Double;

    protected override ReadOnlySpan<double> Store(ReadOnlySpan<double> values) => values;

    protected override PageEncoding EncodingOf(ParquetWriteOptions options) => options.ByteStreamSplit ? PageEncoding.ByteStreamSplit : PageEncoding.Plain;

    protected override (double Min, double Max)? Extremes(ReadOnlySpan<double> values) => Data.Extremes.Of(values);
}
