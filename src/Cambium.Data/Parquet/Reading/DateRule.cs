namespace Cambium.Data;

/// <summary>Days since 1970 become a moment at midnight.</summary>
readonly struct DateRule : IValueRule<int, DateTime>
{
    const long Epoch = 719_162; // days from year 1 to 1970

    public bool TryConvert(int raw, out DateTime value)
    {
        var days = raw + Epoch;
        if (days < 0 || days > DateTime.MaxValue.Ticks / TimeSpan.TicksPerDay)
        {
            value = default;
            return false;
        }

        value = new DateTime(days * TimeSpan.TicksPerDay);
        return true;
    }
}
