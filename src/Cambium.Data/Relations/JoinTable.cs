using System.Numerics;

namespace Cambium.Data;

/// <summary>The right rows by the number of their keys: looked up directly where the numbers are small, else by hash. Rows of one number form a chain, ascending.</summary>
sealed class JoinTable
{
    const int DirectBits = 22;
    const int MostRows = 1 << 28;
    const ulong Odd = 0x9E3779B97F4A7C15;

    readonly int[] _heads;
    readonly ulong[] _codes;
    readonly int[] _next = [];
    readonly int _slotBits;

    internal JoinTable(ulong[] codes, int bits)
    {
        if (codes.Length > MostRows)
        {
            throw new TableException($"The right table has {codes.Length} rows; a join takes at most {MostRows} there. Let the smaller table be the right one.");
        }

        var isDirect = bits <= DirectBits && 1L << bits <= Math.Max(1 << 16, 8L * codes.Length);
        _slotBits = isDirect ? 0 : BitOperations.Log2((uint)Math.Max(8, codes.Length)) + 2;
        _heads = new int[1 << (isDirect ? bits : _slotBits)];
        _heads.AsSpan().Fill(RowGather.NoRow);
        _codes = codes;

        // From the last to the first, so that each chain begins with its first row.
        for (var row = codes.Length - 1; row >= 0; row--)
        {
            if (codes[row] == RowCodes.NoKey)
            {
                continue;
            }

            var place = PlaceOf(codes[row]);
            if (_heads[place] != RowGather.NoRow)
            {
                _next = _next.Length == 0 ? NewChain(codes.Length) : _next;
                _next[row] = _heads[place];
            }

            _heads[place] = row;
        }
    }

    /// <summary>Whether no two right rows share their keys.</summary>
    internal bool IsUnique => _next.Length == 0;

    /// <summary>The first right row of a number, or no row.</summary>
    internal int FirstOf(ulong code) => code == RowCodes.NoKey ? RowGather.NoRow : _heads[PlaceOf(code)];

    /// <summary>The right row after another of the same number, or no row.</summary>
    internal int After(int row) => _next.Length == 0 ? RowGather.NoRow : _next[row];

    /// <summary>The place of a number, or the free one where it would be.</summary>
    int PlaceOf(ulong code)
    {
        if (_slotBits == 0)
        {
            return (int)code;
        }

        var hash = (code ^ (code >> 32)) * Odd;
        var slot = (int)(hash >> (64 - _slotBits));
        while (_heads[slot] is var row && row != RowGather.NoRow && _codes[row] != code)
        {
            slot = (slot + 1) & (_heads.Length - 1);
        }

        return slot;
    }

    static int[] NewChain(int count)
    {
        var chain = new int[count];
        chain.AsSpan().Fill(RowGather.NoRow);
        return chain;
    }
}
