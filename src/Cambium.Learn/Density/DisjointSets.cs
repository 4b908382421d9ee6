namespace Cambium.Learn;

/// <summary>Items in sets that grow together. The least item of a set stands for it.</summary>
/// <remarks>Source: R. E. Tarjan, 1975; path halving: R. E. Tarjan, J. van Leeuwen, 1984.</remarks>
readonly struct DisjointSets
{
    readonly int[] _parents;

    internal DisjointSets(int count)
    {
        _parents = new int[count];
        for (var i = 0; i < count; i++)
        {
            _parents[i] = i;
        }
    }

    /// <summary>The item that stands for an item's set.</summary>
    internal int Find(int item)
    {
        var parents = _parents;
        while (parents[item] != item)
        {
            parents[item] = parents[parents[item]];
            item = parents[item];
        }

        return item;
    }

    /// <summary>Makes two sets one; false where they are already.</summary>
    internal bool Join(int a, int b)
    {
        (a, b) = (Find(a), Find(b));
        if (a == b)
        {
            return false;
        }

        _parents[Math.Max(a, b)] = Math.Min(a, b);
        return true;
    }
}
