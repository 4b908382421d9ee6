namespace Cambium.Data;

/// <summary>What moments have in common, which decides how they are stored so that every value comes back as it was.</summary>
readonly record struct MomentKind
{
    const int NanosecondsPerTick = 100;

    public MomentKind()
    {
        (IsDates, IsMicroseconds, IsNanoseconds, IsUtc) = (true, true, true, true);
    }

    internal MomentKind(Column<DateTime> column)
    {
        this = new MomentKind().And(column);
    }

    bool IsDates { get; init; }

    bool IsMicroseconds { get; init; }

    bool IsNanoseconds { get; init; }

    bool IsUtc { get; init; }

    bool Any { get; init; }

    /// <summary>What these moments and those of a column have in common.</summary>
    internal MomentKind And(Column<DateTime> column)
    {
        var (isDates, isMicroseconds, isNanoseconds, isUtc, any) = (IsDates, IsMicroseconds, IsNanoseconds, IsUtc, Any);
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

        return new MomentKind { IsDates = isDates, IsMicroseconds = isMicroseconds, IsNanoseconds = isNanoseconds, IsUtc = isUtc, Any = any };
    }

    /// <summary>What stores a column of such moments.</summary>
    internal ColumnEncoder EncoderOf(Column<DateTime> column)
    {
        var isUtc = IsUtc && Any;
        return Any && IsDates && !isUtc ? new DateEncoder(column)
            : IsMicroseconds ? new MomentEncoder(column, isUtc, isNanoseconds: false)
            : IsNanoseconds ? new MomentEncoder(column, isUtc, isNanoseconds: true)
            : new Int96Encoder(column);
    }
}
