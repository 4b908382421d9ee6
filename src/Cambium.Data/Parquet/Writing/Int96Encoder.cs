namespace Cambium.Data;

/// <summary>Encodes a column of moments as day and nanosecond, which reach from the year 1 to 9999 at 100 ns.</summary>
sealed class Int96Encoder(Column<DateTime> column) : ValueEncoder<DateTime, Int96>(column)
{
    internal override PhysicalType Physical => PhysicalType.Int96;

    protected override ReadOnlySpan<Int96> Store(ReadOnlySpan<DateTime> values)
    {
        var moments = new Int96[values.Length];
        for (var i = 0; i < moments.Length; i++)
        {
            moments[i] = Int96.Of(values[i]);
        }

        return moments;
    }

    // The format gives these values no order.
    protected override (Int96 Min, Int96 Max)? Extremes(ReadOnlySpan<Int96> values) => null;
}
