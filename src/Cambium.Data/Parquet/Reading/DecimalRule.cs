using System.Numerics;

namespace Cambium.Data;

/// <summary>A whole number of the last digit of a decimal becomes the nearest floating-point number.</summary>
readonly struct DecimalRule<TRaw>(int scale) : IValueRule<TRaw, double>
    where TRaw : unmanaged, IBinaryInteger<TRaw>
{
    public bool TryConvert(TRaw raw, out double value)
    {
        value = DecimalNumber.Nearest(long.CreateTruncating(raw), scale);
        return true;
    }
}
