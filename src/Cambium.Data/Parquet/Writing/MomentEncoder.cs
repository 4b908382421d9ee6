namespace Cambium.Data;

/// <summary>Encodes a column of moments as microseconds or nanoseconds since 1970.</summary>
sealed class MomentEncoder(Column<DateTime> column, bool isUtc, bool isNanoseconds) : ValueEncoder<DateTime, long>(column)
{
    const int NanosecondsPerTick = 100;

    internal override PhysicalType Physical => PhysicalType.Int64;

    internal override void WriteMeaning(ThriftWriter writer)
    {
        const int ConvertedTimestampMicros = 10;
        if (isUtc && !isNanoseconds)
        {
            // The older annotation means UTC.
            writer.Int32(6, ConvertedTimestampMicros);
        }

        writer.Begin(10);
        writer.Begin(8);
        writer.Boolean(1, isUtc);
        writer.Begin(2);
        writer.Empty(isNanoseconds ? 3 : 2);
        writer.End();
        writer.End();
        writer.End();
    }

    protected override ReadOnlySpan<long> Store(ReadOnlySpan<DateTime> values)
    {
        var units = GC.AllocateUninitializedArray<long>(values.Length);
        for (var i = 0; i < units.Length; i++)
        {
            var ticks = values[i].Ticks - DateTime.UnixEpoch.Ticks;
            units[i] = isNanoseconds ? ticks * NanosecondsPerTick : ticks / TimeSpan.TicksPerMicrosecond;
        }

        return units;
    }

    protected override PageEncoding EncodingOf(ParquetWriteOptions options) => options.Delta ? PageEncoding.DeltaBinaryPacked : PageEncoding.Plain;

    protected override (long Min, long Max)? Extremes(ReadOnlySpan<long> values) => Data.Extremes.Of(values);
}
