namespace Cambium.Learn;

/// <summary>Runs of units as a tree: a node is the run of its parent and one unit more. Node 0 is the empty run.</summary>
sealed class GramTrie
{
    const int Root = 0;

    // The node of each unit alone; 0 where there is none.
    int[] _first = new int[256];
    int[] _parents = new int[256];
    int[] _lastUnits = new int[256];

    // Nodes of more than one unit by parent and unit; a node of 0 marks a free slot.
    Slot[] _slots = new Slot[256];
    int _slotCount;

    /// <summary>The units.</summary>
    internal ByteTable Units { get; } = new();

    /// <summary>The number of nodes, the empty run included.</summary>
    internal int Count { get; private set; } = 1;

    internal int ParentOf(int node) => _parents[node];

    internal int LastUnitOf(int node) => _lastUnits[node];

    /// <summary>The node of a run and one unit more, or 0 where there is none.</summary>
    internal int Find(int parent, int unit) => parent == Root ? unit < _first.Length ? _first[unit] : 0 : _slots[SlotOf(parent, unit)].Node;

    /// <summary>The node of a run and one unit more, which is added where there is none.</summary>
    internal int Add(int parent, int unit)
    {
        if (parent == Root)
        {
            if (unit >= _first.Length)
            {
                Array.Resize(ref _first, Math.Max(2 * _first.Length, unit + 1));
            }

            return _first[unit] > 0 ? _first[unit] : _first[unit] = NewNode(parent, unit);
        }

        var slot = SlotOf(parent, unit);
        if (_slots[slot].Node > 0)
        {
            return _slots[slot].Node;
        }

        var node = NewNode(parent, unit);
        _slots[slot] = new Slot(Key(parent, unit), node);
        if (++_slotCount * 2 > _slots.Length)
        {
            Rehash();
        }

        return node;
    }

    /// <summary>All nodes but the empty run in the order of their texts, byte by byte.</summary>
    /// <remarks>
    /// No unit holds a byte that is below or equal to what stands between units, so that texts are in order where their units are. Time O(nodes + units log units).
    /// </remarks>
    internal int[] InOrder()
    {
        var units = Enumerable.Range(0, Units.Count).ToArray();
        Array.Sort(units, (a, b) => Units[a].SequenceCompareTo(Units[b]));
        var ranks = new int[units.Length];
        for (var rank = 0; rank < units.Length; rank++)
        {
            ranks[units[rank]] = rank;
        }

        var byUnit = Sorted(Enumerable.Range(1, Count - 1).ToArray(), units.Length, node => ranks[_lastUnits[node]], out _);
        var children = Sorted(byUnit, Count, node => _parents[node], out var ends);
        var order = new int[Count - 1];
        var placed = 0;
        var next = new Stack<int>();
        next.Push(Root);
        while (next.TryPop(out var node))
        {
            if (node != Root)
            {
                order[placed++] = node;
            }

            for (var child = ends[node] - 1; child >= (node == 0 ? 0 : ends[node - 1]); child--)
            {
                next.Push(children[child]);
            }
        }

        return order;
    }

    /// <summary>Nodes by a number of theirs, those of the same number in the order given.</summary>
    static int[] Sorted(int[] nodes, int numbers, Func<int, int> numberOf, out int[] ends)
    {
        ends = new int[numbers];
        foreach (var node in nodes)
        {
            ends[numberOf(node)]++;
        }

        var total = 0;
        for (var number = 0; number < numbers; number++)
        {
            (ends[number], total) = (total, total + ends[number]);
        }

        var sorted = new int[nodes.Length];
        foreach (var node in nodes)
        {
            sorted[ends[numberOf(node)]++] = node;
        }

        return sorted;
    }

    int NewNode(int parent, int unit)
    {
        if (Count == _parents.Length)
        {
            Array.Resize(ref _parents, 2 * Count);
            Array.Resize(ref _lastUnits, 2 * Count);
        }

        (_parents[Count], _lastUnits[Count]) = (parent, unit);
        return Count++;
    }

    int SlotOf(int parent, int unit)
    {
        var key = Key(parent, unit);
        var (slots, mask) = (_slots, _slots.Length - 1);
        var slot = HashOf(key) & mask;
        while (slots[slot] is { Node: > 0 } taken && taken.Key != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    void Rehash()
    {
        var old = _slots;
        _slots = new Slot[old.Length * 2];
        var mask = _slots.Length - 1;
        foreach (var one in old)
        {
            if (one.Node == 0)
            {
                continue;
            }

            var slot = HashOf(one.Key) & mask;
            while (_slots[slot].Node > 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = one;
        }
    }

    static ulong Key(int parent, int unit) => ((ulong)(uint)parent << 32) | (uint)unit;

    static int HashOf(ulong key) => (int)(Data.ValueHash.Of(key) >> 33);

    readonly record struct Slot(ulong Key, int Node);
}
