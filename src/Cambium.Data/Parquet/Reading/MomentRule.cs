namespace Cambium.Data;

/// <summary>Units since 1970 become a moment; what is finer than 100 ns is cut off towards the past.</summary>
/// <param name="unitsPerSecond">A thousand, a million or a milliard.</param>
/// <param name="kind">What the moment says of its zone.</param>
readonly struct MomentRule(long unitsPerSecond, DateTimeKind kind) : IValueRule<long, DateTime>
{
    readonly long _ticksPerUnit = Math.Max(1, TimeSpan.TicksPerSecond / unitsPerSecond);
    readonly long _unitsPerTick = Math.Max(1, unitsPerSecond / TimeSpan.TicksPerSecond);

    public bool TryConvert(long raw, out DateTime value)
    {
        // Floor, so that moments before 1970 are cut off in the same direction as those after.
        var ticks = _unitsPerTick == 1 ? raw : (raw / _unitsPerTick) - (raw % _unitsPerTick < 0 ? 1 : 0);
        var least = -DateTime.UnixEpoch.Ticks / _ticksPerUnit;
        var most = (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / _ticksPerUnit;
        if (ticks < least || ticks > most)
        {
            value = default;
            return false;
        }

        value = new DateTime((ticks * _ticksPerUnit) + DateTime.UnixEpoch.Ticks, kind);
        return true;
    }
}
