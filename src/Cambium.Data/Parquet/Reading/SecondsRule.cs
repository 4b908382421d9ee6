using System.Numerics;

namespace Cambium.Data;

/// <summary>A time of day, in units since midnight, becomes seconds.</summary>
readonly struct SecondsRule<TRaw>(double unitsPerSecond) : IValueRule<TRaw, double>
    where TRaw : unmanaged, IBinaryInteger<TRaw>
{
    public bool TryConvert(TRaw raw, out double value)
    {
        value = double.CreateTruncating(raw) / unitsPerSecond;
        return true;
    }
}
