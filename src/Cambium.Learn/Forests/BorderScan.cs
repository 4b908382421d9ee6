using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// Looks through the borders between a node's rows in a given order for the one that divides the target best. One scan a thread, for its scratch memory.
/// An item is a key (upper 32 bits) and the place of a row in the node (lower 32 bits); borders lie between different keys.
/// </summary>
abstract unsafe class BorderScan : IDisposable
{
    /// <summary>The sum of the node's weights.</summary>
    internal double Weight { get; private protected set; }

    /// <summary>The node's impurity in the units of the criterion.</summary>
    internal double Impurity { get; private protected set; }

    /// <summary>Whether all targets of the node are equal, so that nothing is left to learn.</summary>
    internal bool IsPure { get; private protected set; }

    /// <summary>How many orders of a category's levels are worth looking through.</summary>
    internal virtual int LevelOrders => 1;

    internal static BorderScan Of(SplitCriterion criterion, GrowthTarget target, int capacity) => criterion switch
    {
        SplitCriterion.AbsoluteError => new DeviationScan(target, capacity),
        SplitCriterion.Gini when target.Classes > 2 => new GiniScan(target, capacity),
        SplitCriterion.Entropy or SplitCriterion.GainRatio => new EntropyScan(target, capacity),
        _ => new MomentScan(target, capacity),
    };

    /// <summary>Reads the rows of a node.</summary>
    /// <param name="weights">The weight of every row of the table.</param>
    internal abstract void Begin(int* rows, int count, double* weights);

    /// <summary>Improves on a border found before, if it can.</summary>
    /// <param name="minRows">Rows that must at least stand on either side.</param>
    /// <param name="score">The best score so far; scores of one node compare with each other.</param>
    /// <param name="at">The last item before the border.</param>
    /// <returns>Whether a better border was found.</returns>
    internal abstract bool Improve(ulong* items, int count, int minRows, ref double score, ref int at);

    /// <summary>The score of one border, of items in the order of the node; NaN for a scan that needs them in the order of their keys.</summary>
    /// <param name="lastLeft">Keys up to this one stand before the border.</param>
    /// <param name="leftRows">How many items do.</param>
    internal virtual double ScoreOf(ulong* items, int count, uint lastLeft, out int leftRows)
    {
        leftRows = 0;
        return double.NaN;
    }

    /// <summary>What the border of a score takes off the node's impurity, times the node's weight.</summary>
    internal abstract double Decrease(double score);

    /// <summary>What a leaf here would answer with.</summary>
    internal abstract void WriteValue(Span<double> value);

    /// <summary>The weight of the row at a place of the node.</summary>
    internal abstract double WeightAt(int place);

    /// <summary>What levels are ordered by the mean of.</summary>
    internal abstract double OrderedAt(int place, int order);

    public abstract void Dispose();

    /// <summary>The best of left[i] / w[i] + right[i] / (W − w[i]); the first of equals. The arrays are padded to whole vectors with NaN weights by the callee.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private protected static bool BestQuotients(double* left, double* right, double* leftWeights, int* places, int count, double weight, ref double score, ref int at)
    {
        for (var i = count; i % Vector512<double>.Count != 0; i++)
        {
            leftWeights[i] = double.NaN;
        }

        var total = Vector512.Create(weight);
        var lanes = Vector512<double>.Indices;
        var best = Vector512.Create(score);
        var bestAt = Vector512.Create(-1.0);
        for (var i = 0; i < count; i += Vector512<double>.Count)
        {
            var weights = Vector512.Load(leftWeights + i);
            var rest = total - weights;
            var value = ((Vector512.Load(left + i) * rest) + (Vector512.Load(right + i) * weights)) / (weights * rest);
            var better = Vector512.GreaterThan(value, best);
            best = Vector512.ConditionalSelect(better, value, best);
            bestAt = Vector512.ConditionalSelect(better, lanes + Vector512.Create((double)i), bestAt);
        }

        var (top, place) = (score, -1);
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            var here = (int)bestAt[lane];
            if (here >= 0 && (best[lane] > top || (best[lane] == top && here < place)))
            {
                (top, place) = (best[lane], here);
            }
        }

        if (place < 0)
        {
            return false;
        }

        (score, at) = (top, places[place]);
        return true;
    }
}
