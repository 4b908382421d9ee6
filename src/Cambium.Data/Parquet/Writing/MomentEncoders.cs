namespace Cambium.Data;

/// <summary>Chooses how a column of moments is stored so that every value comes back as it was.</summary>
static class MomentEncoders
{
    const int NanosecondsPerTick = 100;

    internal static ColumnEncoder Of(Column<DateTime> column)
    {
        var (isDates, isMicroseconds, isNanoseconds, isUtc, any) = (true, true, true, true, false);
        var values = column.Values;
        for (var row = 0; row < values.Length; row++)
        {
            if (!column.Validity[row])
            {
                continue;
            }

            var sinceEpoch = values[row].Ticks - DateTime.UnixEpoch.Ticks;
            any = true;
            isDates &= sinceEpoch % TimeSpan.TicksPerDay == 0;
            isMicroseconds &= sinceEpoch % TimeSpan.TicksPerMicrosecond == 0;
            isNanoseconds &= sinceEpoch is >= long.MinValue / NanosecondsPerTick and <= long.MaxValue / NanosecondsPerTick;
            isUtc &= values[row].Kind == DateTimeKind.Utc;
        }

        isUtc &= any;
        return any && isDates && !isUtc ? new DateEncoder(column)
            : isMicroseconds ? new MomentEncoder(column, isUtc, isNanoseconds: false)
            : isNanoseconds ? new MomentEncoder(column, isUtc, isNanoseconds: true)
            : new Int96Encoder(column);
    }
}
