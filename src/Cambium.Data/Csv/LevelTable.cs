using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cambium.Data;

/// <summary>Numbers distinct texts from 0 in the order in which they come.</summary>
sealed class LevelTable
{
    const int MostBytes = 1 << 30;

    // A level may be looked up in another table, which reads eight bytes from its start.
    const int Slack = sizeof(ulong);

    // Random, so that no file can be made whose texts all fall in one place. Codes do not depend on it.
    static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    Slot[] _slots = new Slot[16];
    byte[] _bytes = new byte[64];
    int[] _ends = new int[8];

    /// <summary>The number of levels.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether the levels hold so much text that no more should come.</summary>
    internal bool IsFull => Count > 0 && _ends[Count - 1] > MostBytes;

    /// <summary>The bytes that the texts of all levels take.</summary>
    internal int Size => Count == 0 ? 0 : _ends[Count - 1];

    /// <summary>A level's text in UTF-8.</summary>
    internal ReadOnlySpan<byte> this[int code] => _bytes.AsSpan(StartOf(code), _ends[code] - StartOf(code));

    /// <summary>The code of a text, new where it was not known; eight bytes after the text's start must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int GetOrAdd(ref byte text, int length)
    {
        var word = length <= 8
            ? Unsafe.ReadUnaligned<ulong>(ref text) & (length == 0 ? 0 : ulong.MaxValue >> (64 - (8 * length)))
            : HashOf(ref text, length);
        var slots = _slots;
        var place = Mix(word ^ (ulong)length) & (ulong)(slots.Length - 1);
        while (true)
        {
            ref var slot = ref slots[(int)place];
            if (slot.Word == word && slot.Length == length && slot.Code > 0 && (length <= 8 || Holds(slot.Code - 1, ref text, length)))
            {
                return slot.Code - 1;
            }

            if (slot.Code == 0)
            {
                return Add(ref slot, word, ref text, length);
            }

            place = (place + 1) & (ulong)(slots.Length - 1);
        }
    }

    /// <summary>The code of a text that is a level of a table.</summary>
    internal int GetOrAdd(ReadOnlySpan<byte> level) => GetOrAdd(ref MemoryMarshal.GetReference(level), level.Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int StartOf(int code) => code == 0 ? 0 : _ends[code - 1];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Mix(ulong word)
    {
        var high = Math.BigMul(word ^ Seed, 0x9E3779B97F4A7C15 ^ BitOperations.RotateLeft(Seed, 32), out var low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong HashOf(ref byte text, int length)
    {
        var hash = (ulong)length;
        for (var at = 0; at < length - 8; at += 8)
        {
            hash = Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref text, at)));
        }

        return Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref text, length - 8)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool Holds(int code, ref byte text, int length) => this[code].SequenceEqual(MemoryMarshal.CreateReadOnlySpan(ref text, length));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Add(ref Slot slot, ulong word, ref byte text, int length)
    {
        var code = Count++;
        slot = new Slot { Word = word, Length = length, Code = code + 1 };
        if (code == _ends.Length)
        {
            Array.Resize(ref _ends, code * 2);
        }

        var start = StartOf(code);
        if ((long)start + length + Slack > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(2L * _bytes.Length, (long)start + length + Slack)));
        }

        MemoryMarshal.CreateReadOnlySpan(ref text, length).CopyTo(_bytes.AsSpan(start));
        _ends[code] = start + length;
        if (Count * 2 > _slots.Length)
        {
            Grow();
        }

        return code;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Grow()
    {
        var slots = new Slot[_slots.Length * 2];
        foreach (var slot in _slots)
        {
            if (slot.Code == 0)
            {
                continue;
            }

            var place = Mix(slot.Word ^ (ulong)slot.Length) & (ulong)(slots.Length - 1);
            while (slots[place].Code != 0)
            {
                place = (place + 1) & (ulong)(slots.Length - 1);
            }

            slots[place] = slot;
        }

        _slots = slots;
    }

    struct Slot
    {
        /// <summary>The text itself where it has at most eight bytes, else its hash.</summary>
        internal ulong Word;

        internal int Length;

        /// <summary>The code plus one; 0 in an empty slot.</summary>
        internal int Code;
    }
}
