namespace Cambium.Learn;

/// <summary>
/// Points of two or three dimensions in a tree of squares or cubes, each halved along all sides, in depth-first order. Points are sorted along the tree, so that those of a cell
/// stand beside each other.
/// </summary>
/// <remarks>Source: J. Barnes, P. Hut, "A Hierarchical O(N log N) Force-Calculation Algorithm", 1986; G. M. Morton, 1966 (the order).</remarks>
sealed class CellTree
{
    const int MostPointsOfLeaf = 8;

    readonly int _dimensions;
    readonly int _bits; // of a coordinate in a key
    readonly uint[] _keys;
    readonly uint[] _otherKeys;
    readonly int[] _otherOrder;
    float _side;

    internal CellTree(int dimensions, int count)
    {
        _dimensions = dimensions;
        _bits = dimensions == 2 ? 16 : 10;
        _keys = new uint[count];
        _otherKeys = new uint[count];
        Order = new int[count];
        _otherOrder = new int[count];
        Places = [.. Enumerable.Range(0, dimensions).Select(_ => new float[count + CellForces.Lanes])];
        Cells = new Cell[Math.Max(64, count)];
    }

    /// <summary>The point that stands at each place of the order.</summary>
    internal int[] Order { get; }

    /// <summary>For each dimension, the points' coordinates in that order.</summary>
    internal float[][] Places { get; }

    /// <summary>The cells; only the first <see cref="CellCount"/> count.</summary>
    internal Cell[] Cells { get; private set; }

    internal int CellCount { get; private set; }

    /// <summary>One cell.</summary>
    internal struct Cell
    {
        /// <summary>The mean of its points.</summary>
        internal float X;

        internal float Y;

        internal float Z;

        /// <summary>The number of its points.</summary>
        internal float Count;

        /// <summary>The square of its side.</summary>
        internal float SquaredSide;

        /// <summary>The next cell that is not within it.</summary>
        internal int Next;

        /// <summary>Its first point in the order where it is not halved; else −1.</summary>
        internal int First;
    }

    /// <summary>Builds the tree of other places.</summary>
    /// <param name="places">d × n.</param>
    internal void Build(double[] places)
    {
        var n = Order.Length;
        SetKeys(places, n);
        Sort();
        for (var d = 0; d < _dimensions; d++)
        {
            var target = Places[d];
            for (var i = 0; i < n; i++)
            {
                target[i] = (float)places[(d * n) + Order[i]];
            }
        }

        CellCount = 0;
        Add(0, n, 0);
    }

    void SetKeys(double[] places, int n)
    {
        Span<double> lows = stackalloc double[3];
        var side = 0.0;
        for (var d = 0; d < _dimensions; d++)
        {
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var place in places.AsSpan(d * n, n))
            {
                low = Math.Min(low, place);
                high = Math.Max(high, place);
            }

            lows[d] = low;
            side = Math.Max(side, high - low);
        }

        _side = (float)side;
        var factor = side > 0 ? ((1 << _bits) - 1) / side : 0;
        for (var i = 0; i < n; i++)
        {
            Order[i] = i;
            _keys[i] = _dimensions == 2
                ? (Spread2((uint)((places[i] - lows[0]) * factor)) << 1) | Spread2((uint)((places[n + i] - lows[1]) * factor))
                : (Spread3((uint)((places[i] - lows[0]) * factor)) << 2) | (Spread3((uint)((places[n + i] - lows[1]) * factor)) << 1)
                    | Spread3((uint)((places[(2 * n) + i] - lows[2]) * factor));
        }
    }

    // Puts a 0 between every two of 16 bits.
    static uint Spread2(uint x)
    {
        x = (x | (x << 8)) & 0x00FF00FF;
        x = (x | (x << 4)) & 0x0F0F0F0F;
        x = (x | (x << 2)) & 0x33333333;
        return (x | (x << 1)) & 0x55555555;
    }

    // Puts two 0 between every two of 10 bits.
    static uint Spread3(uint x)
    {
        x = (x | (x << 16)) & 0x030000FF;
        x = (x | (x << 8)) & 0x0300F00F;
        x = (x | (x << 4)) & 0x030C30C3;
        return (x | (x << 2)) & 0x09249249;
    }

    // By bytes, the least first; equal keys keep their order.
    void Sort()
    {
        var (keys, order, otherKeys, otherOrder) = (_keys, Order, _otherKeys, _otherOrder);
        Span<int> starts = stackalloc int[256];
        for (var shift = 0; shift < 32; shift += 8)
        {
            starts.Clear();
            foreach (var key in keys)
            {
                starts[(int)(key >> shift) & 255]++;
            }

            var sum = 0;
            foreach (ref var start in starts)
            {
                (start, sum) = (sum, sum + start);
            }

            for (var i = 0; i < keys.Length; i++)
            {
                var place = starts[(int)(keys[i] >> shift) & 255]++;
                (otherKeys[place], otherOrder[place]) = (keys[i], order[i]);
            }

            (keys, otherKeys, order, otherOrder) = (otherKeys, keys, otherOrder, order);
        }
    }

    // A cell's points have the first bits of their keys in common. Four passes end where they began, so the keys are sorted in place.
    void Add(int start, int end, int level)
    {
        var number = CellCount++;
        if (number == Cells.Length)
        {
            var larger = new Cell[2 * Cells.Length];
            Cells.CopyTo(larger, 0);
            Cells = larger;
        }

        var side = MathF.ScaleB(_side, -level);
        var cell = new Cell { Count = end - start, SquaredSide = side * side, First = start };
        if (end - start <= MostPointsOfLeaf || level == _bits)
        {
            cell.X = Mean(Places[0].AsSpan(start, end - start));
            cell.Y = Mean(Places[1].AsSpan(start, end - start));
            cell.Z = _dimensions == 3 ? Mean(Places[2].AsSpan(start, end - start)) : 0;
            cell.Next = CellCount;
            Cells[number] = cell;
            return;
        }

        cell.First = -1;
        var shift = _dimensions * (_bits - level - 1);
        var from = start;
        while (from < end)
        {
            var to = EndOf(from, end, shift);
            var child = CellCount;
            Add(from, to, level + 1);
            var share = (to - from) / cell.Count;
            cell.X += Cells[child].X * share;
            cell.Y += Cells[child].Y * share;
            cell.Z += Cells[child].Z * share;
            from = to;
        }

        cell.Next = CellCount;
        Cells[number] = cell;
    }

    int EndOf(int from, int end, int shift)
    {
        var prefix = _keys[from] >> shift;
        var (low, high) = (from + 1, end);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _keys[middle] >> shift == prefix ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    static float Mean(ReadOnlySpan<float> values)
    {
        var sum = 0f;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
