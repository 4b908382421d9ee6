using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The values of a grown tree's leaves, from the exact derivatives or residuals of their rows, and their effect on the rows' scores.</summary>
sealed unsafe class LeafValues : IDisposable
{
    // Sums are taken over so many rows of a leaf at a time, and added in order.
    const int BlockRows = 8192;

    readonly BoostingSettings _settings;
    readonly ColumnRules _rules;
    readonly BoostingLoss _loss;
    readonly BinnedMatrix _matrix;
    readonly ForkJoin _team;
    readonly RowItems _rows;
    readonly NativeArray<double> _residuals; // those of a leaf at the places of its rows
    readonly NativeArray<double> _weights;

    internal LeafValues(BoostingSettings settings, ColumnRules rules, BoostingLoss loss, BinnedMatrix matrix, RowItems rows, ForkJoin team)
    {
        _settings = settings;
        _rules = rules;
        _loss = loss;
        _matrix = matrix;
        _rows = rows;
        _team = team;
        _residuals = new NativeArray<double>(loss.Targets is null ? 0 : matrix.RowCount);
        _weights = new NativeArray<double>(loss.Targets is null || loss.Weights is null ? 0 : matrix.RowCount);
    }

    /// <summary>The sum of the weights of the rows that each leaf was grown on.</summary>
    internal double[] Covers(GrownTree grown)
    {
        var covers = new double[grown.Leaves.Count];
        _team.Run(covers.Length, (_, number) =>
        {
            var leaf = grown.Leaves[number];
            var items = _rows.Buffer(leaf.Buffer) + leaf.Start;
            covers[number] = _loss.Weights is null ? leaf.Count : 0;
            for (var i = 0; i < leaf.Count && _loss.Weights is not null; i++)
            {
                covers[number] += _loss.Weights.Pointer[PackedGradient.Row(items[i])];
            }
        });
        return covers;
    }

    /// <summary>The values of the leaves, after which the scores are those with the tree.</summary>
    /// <param name="buffer">Which buffer of rows the tree was grown from; rows that it was not grown on stand behind.</param>
    /// <param name="count">The number of rows that it was grown on.</param>
    internal double[] Apply(GrownTree grown, int buffer, int count, double* gradients, double* hessians, double* scores)
    {
        var leaves = grown.Leaves;
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

        var values = _loss.Targets is null
            ? Array.ConvertAll(totals, total => _loss.LeafValue(total.G, total.H, _settings.L1, _settings.L2))
            : Locations(leaves, scores);
        if (_rules.HasDirections)
        {
            MonotoneLeaves.Apply(grown.Tree, _rules, values, Array.ConvertAll(totals, total => total.H));
        }

        for (var leaf = 0; leaf < values.Length; leaf++)
        {
            values[leaf] *= _settings.LearningRate;
        }

        _team.Run(blocks.Count, (_, block) => Add(Items(leaves, blocks[block]), blocks[block].Count, values[blocks[block].Leaf], scores));
        AddToOthers(grown, _rows.Buffer(buffer) + count, _matrix.RowCount - count, values, scores);
        return values;
    }

    public void Dispose()
    {
        _residuals.Dispose();
        _weights.Dispose();
    }

    ulong* Items(List<GrowingLeaf> leaves, (int Leaf, int Start, int Count) block)
    {
        var leaf = leaves[block.Leaf];
        return _rows.Buffer(leaf.Buffer) + leaf.Start + block.Start;
    }

    double[] Locations(List<GrowingLeaf> leaves, double* scores)
    {
        var locations = new double[leaves.Count];
        _team.Run(locations.Length, (_, number) =>
        {
            var leaf = leaves[number];
            var items = _rows.Buffer(leaf.Buffer) + leaf.Start;
            var residuals = new Span<double>(_residuals.Pointer + leaf.Start, leaf.Count);
            var weights = _loss.Weights is null ? default : new Span<double>(_weights.Pointer + leaf.Start, leaf.Count);
            for (var i = 0; i < residuals.Length; i++)
            {
                var row = PackedGradient.Row(items[i]);
                residuals[i] = _loss.Targets!.Pointer[row] - scores[row]; // there are targets, as the caller asked
                if (_loss.Weights is not null)
                {
                    weights[i] = _loss.Weights.Pointer[row];
                }
            }

            locations[number] = _loss.Location(residuals, weights);
        });
        return locations;
    }

    void AddToOthers(GrownTree grown, ulong* items, int count, double[] values, double* scores) =>
        _team.Run(ParallelBlocks.Count(count, BlockRows), (_, block) =>
        {
            var end = Math.Min((block + 1) * BlockRows, count);
            for (var i = block * BlockRows; i < end; i++)
            {
                var row = PackedGradient.Row(items[i]);
                scores[row] += values[grown.LeafOf(_matrix, row)];
            }
        });

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
