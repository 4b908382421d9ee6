namespace Cambium.Data;

/// <summary>Encodes a column of moments that are all midnights as days since 1970.</summary>
sealed class DateEncoder(Column<DateTime> column) : ValueEncoder<DateTime, int>(column)
{
    internal override PhysicalType Physical => PhysicalType.Int32;

    internal override void WriteMeaning(ThriftWriter writer)
    {
        const int ConvertedDate = 6;
        writer.Int32(6, ConvertedDate);
        writer.Begin(10);
        writer.Empty(6);
        writer.End();
    }

    protected override ReadOnlySpan<int> Store(ReadOnlySpan<DateTime> values)
    {
        var days = GC.AllocateUninitializedArray<int>(values.Length);
        for (var i = 0; i < days.Length; i++)
        {
            days[i] = (int)((values[i].Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay);
        }

        return days;
    }

    protected override PageEncoding EncodingOf(ParquetWriteOptions options) => options.Delta ? PageEncoding.DeltaBinaryPacked : PageEncoding.Plain;

    protected override (int Min, int Max)? Extremes(ReadOnlySpan<int> values) => Data.Extremes.Of(values);
}
