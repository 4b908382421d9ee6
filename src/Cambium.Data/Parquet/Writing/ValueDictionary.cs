using System.Runtime.CompilerServices;

namespace Cambium.Data;

/// <summary>Numbers distinct values of up to 64 bits in the order in which they come, as long as few of them are distinct.</summary>
static class ValueDictionary
{
    const int Most = 1 << 15;
    const int Slots = 4 * Most;

    // After so many values it shows whether they repeat.
    const int Sample = 2048;

    /// <summary>Gives each value its code.</summary>
    /// <returns>The distinct values, or null where they repeat too little to be worth it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static ulong[]? Find<T>(ReadOnlySpan<T> values, Span<int> codes)
        where T : unmanaged
    {
        if (values.Length == 0)
        {
            return null;
        }

        var slots = new int[Slots];
        var distinct = new ulong[Math.Min(Most, (values.Length / 4) + 1)];
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var key = Unsafe.SizeOf<T>() == sizeof(int) ? Unsafe.BitCast<T, uint>(values[i]) : Unsafe.BitCast<T, ulong>(values[i]);
            var slot = (int)(key * 0x9E3779B97F4A7C15 >> 47); // the golden ratio's bits; the upper 17, as many as there are slots
            while (slots[slot] != 0 && distinct[slots[slot] - 1] != key)
            {
                slot = (slot + 1) & (Slots - 1);
            }

            if (slots[slot] == 0)
            {
                if (count == distinct.Length || (i < Sample && count > Sample / 2))
                {
                    return null;
                }

                distinct[count++] = key;
                slots[slot] = count;
            }

            codes[i] = slots[slot] - 1;
        }

        return distinct[..count];
    }
}
