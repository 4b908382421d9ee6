using System.Numerics;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Distinct runs of bytes, numbered from 0 in the order in which they came.</summary>
sealed class ByteTable
{
    byte[] _bytes = new byte[1024];
    int[] _ends = new int[128];
    uint[] _hashes = new uint[128];

    // One more than the number of the run that lies there; 0 where none does.
    int[] _slots = new int[256];

    internal int Count { get; private set; }

    internal ReadOnlySpan<byte> this[int number] => _bytes.AsSpan(number == 0 ? 0 : _ends[number - 1], _ends[number] - (number == 0 ? 0 : _ends[number - 1]));

    /// <summary>The number of a run, or -1 where it is not there.</summary>
    internal int Find(ReadOnlySpan<byte> run)
    {
        var slot = SlotOf(run, (uint)ValueHash.Of(run));
        return _slots[slot] - 1;
    }

    /// <summary>The number of a run, which is added where it is not there.</summary>
    /// <exception cref="TableException">The runs take more than 2 GiB.</exception>
    internal int Add(ReadOnlySpan<byte> run)
    {
        var hash = (uint)ValueHash.Of(run);
        var slot = SlotOf(run, hash);
        if (_slots[slot] > 0)
        {
            return _slots[slot] - 1;
        }

        var start = Count == 0 ? 0 : _ends[Count - 1];
        Grow(TextColumn.CheckedSize("words", (long)start + run.Length));
        run.CopyTo(_bytes.AsSpan(start));
        _ends[Count] = start + run.Length;
        _hashes[Count] = hash;
        _slots[slot] = ++Count;
        if (Count * 2 > _slots.Length)
        {
            Rehash();
        }

        return Count - 1;
    }

    int SlotOf(ReadOnlySpan<byte> run, uint hash)
    {
        var mask = _slots.Length - 1;
        var slot = (int)hash & mask;
        while (_slots[slot] is > 0 and var one && (_hashes[one - 1] != hash || !this[one - 1].SequenceEqual(run)))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    void Grow(int bytes)
    {
        if (bytes > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min((ulong)Array.MaxLength, BitOperations.RoundUpToPowerOf2((ulong)bytes)));
        }

        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, 2 * Count);
            Array.Resize(ref _hashes, 2 * Count);
        }
    }

    void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var number = 0; number < Count; number++)
        {
            var slot = (int)_hashes[number] & mask;
            while (_slots[slot] > 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = number + 1;
        }
    }
}
