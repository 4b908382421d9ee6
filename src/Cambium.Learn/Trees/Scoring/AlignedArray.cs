using System.Runtime.CompilerServices;

namespace Cambium.Learn;

/// <summary>
/// Numbers that live as long as the object and start at a cache line, so that no vector of them lies across two. The collector owns the memory and does not move it.
/// </summary>
sealed unsafe class AlignedArray<T>
    where T : unmanaged
{
    const int Line = 64;

    readonly T[] _items; // keeps what the pointer points to

    internal AlignedArray(int length)
    {
        Length = length;
        _items = GC.AllocateArray<T>(length + (Line / sizeof(T)), pinned: true);
        var start = (nint)Unsafe.AsPointer(ref _items[0]);
        Pointer = (T*)((start + Line - 1) / Line * Line);
    }

    internal AlignedArray(ReadOnlySpan<T> items)
        : this(items.Length) =>
        items.CopyTo(Span);

    internal int Length { get; }

    /// <summary>Valid as long as this object is reachable; a method that uses it keeps this alive.</summary>
    internal T* Pointer { get; }

    internal Span<T> Span => new(Pointer, Length);
}
