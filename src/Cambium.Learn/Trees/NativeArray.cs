using System.Runtime.InteropServices;

namespace Cambium.Learn;

/// <summary>
/// Working memory of a fit, outside the collected heap: aligned to a cache line, not zeroed, reached by pointer in hot loops, given back at once when
/// the fit ends.
/// </summary>
sealed unsafe class NativeArray<T> : IDisposable
    where T : unmanaged
{
    const nuint Alignment = 64;

    T* _pointer;

    internal NativeArray(long length)
    {
        Length = length;
        var bytes = checked((nuint)Math.Max(length, 1) * (nuint)sizeof(T));
        var isLarge = HugePages.Suit(bytes);
        _pointer = (T*)NativeMemory.AlignedAlloc(bytes, isLarge ? HugePages.Size : Alignment);
        if (isLarge)
        {
            HugePages.Ask(_pointer, bytes);
        }
    }

    internal long Length { get; }

    internal T* Pointer => _pointer;

    /// <summary>All items; only for arrays of at most <see cref="int.MaxValue"/> items.</summary>
    internal Span<T> Span => new(_pointer, checked((int)Length));

    public void Dispose()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}
