using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Draws the rows that a round's trees are grown on: each row by itself, by a random number of the round and the row.</summary>
sealed unsafe class RowSampler : IDisposable
{
    const int BlockRows = 32_768;

    // A row is in where the upper bits of its random number are below the share of this.
    const int Bits = 53;

    readonly double _share;
    readonly int _rowCount;
    readonly ForkJoin _team;
    readonly NativeArray<byte> _isOut; // 1 where the row is not in

    internal RowSampler(double share, int rowCount, ForkJoin team)
    {
        _share = share;
        _rowCount = rowCount;
        _team = team;
        _isOut = new NativeArray<byte>(share < 1 ? rowCount : 0);
    }

    /// <summary>Draws the rows of a round.</summary>
    /// <param name="key">A random number for the round.</param>
    internal void Begin(ulong key)
    {
        if (_share < 1)
        {
            var limit = _share * (1UL << Bits);
            _team.Run(ParallelBlocks.Count(_rowCount, BlockRows), (_, block) =>
            {
                var end = Math.Min((block + 1) * BlockRows, _rowCount);
                for (var row = block * BlockRows; row < end; row++)
                {
                    _isOut.Pointer[row] = (byte)(GradientRounding.Random(key + (ulong)row) >> (64 - Bits) < limit ? 0 : 1);
                }
            });
        }
    }

    /// <summary>Moves the items of the drawn rows to the beginning of a buffer, those of the others behind them.</summary>
    /// <returns>Which buffer, and how many rows were drawn: all of them where none was.</returns>
    internal (int Buffer, int Count) Divide(RowItems rows, ForkJoin team)
    {
        if (_share == 1)
        {
            return (0, _rowCount);
        }

        var count = rows.Partition(team, 0, 0, _rowCount, _isOut.Pointer, BinRule.Mark);
        return (1, count == 0 ? _rowCount : count);
    }

    public void Dispose() => _isOut.Dispose();
}
