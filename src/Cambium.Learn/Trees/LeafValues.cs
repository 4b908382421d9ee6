using System.Runtime.CompilerServices;

namespace Cambium.Learn;

/// <summary>
/// The values of a grown tree's leaves, −η G / (H + λ) of the exact derivatives of their rows, and their effect on the rows' scores.
/// </summary>
sealed unsafe class LeafValues
{
    // Sums are taken over so many rows of a leaf at a time, and added in order.
    const int BlockRows = 8192;

    readonly BoostingSettings _settings;
    readonly ForkJoin _team;
    readonly RowItems _rows;

    internal LeafValues(BoostingSettings settings, RowItems rows, ForkJoin team)
    {
        _settings = settings;
        _rows = rows;
        _team = team;
    }

    /// <summary>The values of the leaves, after which the scores are those with the tree.</summary>
    internal double[] Apply(List<GrowingLeaf> leaves, double* gradients, double* hessians, double* scores)
    {
        var blocks = new List<(int Leaf, int Start, int Count)>();
        for (var leaf = 0; leaf < leaves.Count; leaf++)
        {
            for (var start = 0; start < leaves[leaf].Count; start += BlockRows)
            {
                blocks.Add((leaf, start, Math.Min(BlockRows, leaves[leaf].Count - start)));
            }
        }

        var sums = new (double G, double H)[blocks.Count];
        _team.Run(blocks.Count, (_, block) => sums[block] = Sum(Items(leaves, blocks[block]), blocks[block].Count, gradients, hessians));
        var totals = new (double G, double H)[leaves.Count];
        for (var block = 0; block < sums.Length; block++)
        {
            ref var total = ref totals[blocks[block].Leaf];
            total = (total.G + sums[block].G, total.H + sums[block].H);
        }

        var values = Array.ConvertAll(totals, Value);
        _team.Run(blocks.Count, (_, block) => Add(Items(leaves, blocks[block]), blocks[block].Count, values[blocks[block].Leaf], scores));
        return values;
    }

    ulong* Items(List<GrowingLeaf> leaves, (int Leaf, int Start, int Count) block)
    {
        var leaf = leaves[block.Leaf];
        return _rows.Buffer(leaf.Buffer) + leaf.Start + block.Start;
    }

    double Value((double G, double H) sums)
    {
        var divisor = sums.H + _settings.L2;
        return divisor > 0 ? -_settings.LearningRate * (sums.G / divisor) : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static (double G, double H) Sum(ulong* items, int count, double* gradients, double* hessians)
    {
        double g0 = 0, g1 = 0, h0 = 0, h1 = 0;
        var i = 0;
        for (; i < count - 1; i += 2)
        {
            var (a, b) = (PackedGradient.Row(items[i]), PackedGradient.Row(items[i + 1]));
            g0 += gradients[a];
            h0 += hessians[a];
            g1 += gradients[b];
            h1 += hessians[b];
        }

        if (i < count)
        {
            var last = PackedGradient.Row(items[i]);
            g0 += gradients[last];
            h0 += hessians[last];
        }

        return (g0 + g1, h0 + h1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Add(ulong* items, int count, double value, double* scores)
    {
        for (var i = 0; i < count; i++)
        {
            scores[PackedGradient.Row(items[i])] += value;
        }
    }
}
