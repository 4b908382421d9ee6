using System.Numerics;

namespace Cambium.Data;

/// <summary>Counts the rows whose hash came before, for as long as there are not too many rows.</summary>
sealed class DuplicateCounter
{
    // Four million hashes at most half fill 64 MiB.
    const int MostRows = 1 << 22;

    ulong[]? _slots = new ulong[1024];
    int _distinct;
    long _duplicates;

    /// <summary>The number of rows that are equal to an earlier one; null where there were too many rows.</summary>
    internal long? Count => _slots is null ? null : _duplicates;

    internal void Add(ReadOnlySpan<ulong> hashes)
    {
        foreach (var hash in hashes)
        {
            Add(hash);
        }
    }

    internal void Merge(DuplicateCounter later)
    {
        if (later._slots is null)
        {
            _slots = null;
        }

        foreach (var hash in later._slots ?? [])
        {
            if (hash != 0)
            {
                Add(hash);
            }
        }

        _duplicates += later._duplicates;
    }

    void Add(ulong hash)
    {
        if (_slots is null)
        {
            return;
        }

        // 0 is an empty slot.
        hash = hash == 0 ? 1 : hash;
        var place = Find(_slots, hash);
        if (_slots[place] == hash)
        {
            _duplicates++;
            return;
        }

        _slots[place] = hash;
        _distinct++;
        if (_distinct >= MostRows)
        {
            _slots = null;
        }
        else if (2 * _distinct > _slots.Length)
        {
            Grow();
        }
    }

    void Grow()
    {
        var slots = new ulong[2 * _slots!.Length];
        foreach (var hash in _slots)
        {
            if (hash != 0)
            {
                slots[Find(slots, hash)] = hash;
            }
        }

        _slots = slots;
    }

    static int Find(ulong[] slots, ulong hash)
    {
        var place = (int)(BitOperations.RotateLeft(hash, 32) & (ulong)(slots.Length - 1));
        while (slots[place] != 0 && slots[place] != hash)
        {
            place = (place + 1) & (slots.Length - 1);
        }

        return place;
    }
}
