using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <summary>Converts values one by one with a rule.</summary>
sealed class RuleConversion<TRaw, TValue, TRule>(TRule rule, string limit = "") : ValueConversion<TValue>(Unsafe.SizeOf<TRaw>(), limit)
    where TRaw : unmanaged
    where TValue : unmanaged
    where TRule : struct, IValueRule<TRaw, TValue>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override int Convert(ReadOnlySpan<byte> source, Span<TValue> target)
    {
        if (typeof(TRule) == typeof(SameRule<TValue>))
        {
            source[..(target.Length * Width)].CopyTo(MemoryMarshal.AsBytes(target));
            return -1;
        }

        var raw = MemoryMarshal.Cast<byte, TRaw>(source)[..target.Length];
        var local = rule;
        for (var i = 0; i < raw.Length; i++)
        {
            if (!local.TryConvert(raw[i], out target[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
