using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <summary>A moment as older writers store it: nanoseconds of the day, and the day counted from 4714 before our era.</summary>
/// <param name="Nanoseconds">Since midnight.</param>
/// <param name="JulianDay">The day.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
readonly record struct Int96(long Nanoseconds, int JulianDay)
{
    /// <summary>The Julian day of 0001-01-01 in the calendar that is extended backwards.</summary>
    const int JulianDayOfYearOne = 1_721_426;
    const int NanosecondsPerTick = 100;

    internal static Int96 Of(DateTime moment) =>
        new(moment.TimeOfDay.Ticks * NanosecondsPerTick, (int)(moment.Ticks / TimeSpan.TicksPerDay) + JulianDayOfYearOne);

    /// <summary>A moment as older writers store it becomes a moment.</summary>
    internal readonly struct Rule : IValueRule<Int96, DateTime>
    {
        public bool TryConvert(Int96 raw, out DateTime value)
        {
            var days = (long)raw.JulianDay - JulianDayOfYearOne;
            var ticks = (Int128)days * TimeSpan.TicksPerDay + raw.Nanoseconds / NanosecondsPerTick;
            if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            {
                value = default;
                return false;
            }

            value = new DateTime((long)ticks);
            return true;
        }
    }
}
