using System.Numerics;

namespace Cambium.Data;

/// <summary>A number becomes one of another type where that can hold it.</summary>
readonly struct NumberRule<TRaw, TValue> : IValueRule<TRaw, TValue>
    where TRaw : unmanaged, INumber<TRaw>
    where TValue : unmanaged, INumber<TValue>
{
    public bool TryConvert(TRaw raw, out TValue value)
    {
        // Of the pairs in use, only a whole number of 64 bits without a sign can be beyond one with a sign.
        value = TValue.CreateTruncating(raw);
        return typeof(TRaw) != typeof(ulong) || typeof(TValue) != typeof(long) || value >= TValue.Zero;
    }
}
