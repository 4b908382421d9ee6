using System.Runtime.CompilerServices;

namespace Cambium.Data;

/// <summary>
/// Reads the dates and times that most fields hold: yyyy-MM-dd, alone or with a time to the second, and Z or nothing after it.
/// </summary>
/// <remarks>What is refused here is not always wrong: <see cref="ValueText"/> decides.</remarks>
static class MomentText
{
    static ReadOnlySpan<short> DaysBeforeMonth => [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    static ReadOnlySpan<byte> DaysOfMonth => [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryRead(ref byte field, int length, out DateTime value)
    {
        value = default;
        if (length is not (10 or 19 or 20) || Unsafe.Add(ref field, 4) != '-' || Unsafe.Add(ref field, 7) != '-')
        {
            return false;
        }

        var wrong = 0u;
        var year = (100 * Two(ref field, 0, ref wrong)) + Two(ref field, 2, ref wrong);
        var month = Two(ref field, 5, ref wrong);
        var day = Two(ref field, 8, ref wrong);
        if (wrong != 0 || year == 0 || month - 1 > 11 || day == 0)
        {
            return false;
        }

        var isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (day > DaysOfMonth[(int)month] + (isLeap && month == 2 ? 1u : 0))
        {
            return false;
        }

        var before = year - 1;
        var daysBeforeYear = (before * 365) + (before / 4) - (before / 100) + (before / 400);
        var days = daysBeforeYear + (uint)DaysBeforeMonth[(int)month] + (isLeap && month > 2 ? 1u : 0) + day - 1;
        if (length == 10)
        {
            value = new DateTime(days * TimeSpan.TicksPerDay);
            return true;
        }

        var hour = Two(ref field, 11, ref wrong);
        var minute = Two(ref field, 14, ref wrong);
        var second = Two(ref field, 17, ref wrong);
        if (wrong != 0
            || hour > 23
            || minute > 59
            || second > 59
            || Unsafe.Add(ref field, 10) is not ((byte)'T' or (byte)' ')
            || Unsafe.Add(ref field, 13) != ':'
            || Unsafe.Add(ref field, 16) != ':'
            || (length == 20 && Unsafe.Add(ref field, 19) != 'Z'))
        {
            return false;
        }

        var seconds = (((hour * 60) + minute) * 60) + second;
        var ticks = (days * TimeSpan.TicksPerDay) + (seconds * TimeSpan.TicksPerSecond);
        value = new DateTime(ticks, length == 20 ? DateTimeKind.Utc : DateTimeKind.Unspecified);
        return true;
    }

    /// <summary>Two digits; bits of <paramref name="wrong"/> are set where one is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Two(ref byte field, int at, ref uint wrong)
    {
        var tens = (uint)Unsafe.Add(ref field, at) - '0';
        var units = (uint)Unsafe.Add(ref field, at + 1) - '0';
        wrong |= (tens > 9 ? 1u : 0) | (units > 9 ? 1u : 0);
        return (10 * tens) + units;
    }
}
