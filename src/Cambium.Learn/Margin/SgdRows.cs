using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Rows with what a stochastic gradient method learns of them.</summary>
sealed class SgdRows<TRows>
    where TRows : struct, IMarginRows
{
    readonly double[] _weights;

    /// <summary>Joins rows with their targets.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="targets">1 or −1 for classes, else the number to predict.</param>
    /// <param name="weights">The weight of each row; empty where every row counts 1.</param>
    /// <param name="order">The rows that count.</param>
    internal SgdRows(TRows rows, double[] targets, double[] weights, int[] order)
    {
        (Rows, Targets, _weights, Order) = (rows, targets, weights, order);
        TotalWeight = order.Sum(Weight);
    }

    /// <summary>The rows.</summary>
    internal TRows Rows { get; }

    /// <summary>1 or −1 for classes, else the number to predict.</summary>
    internal double[] Targets { get; }

    /// <summary>The rows that count.</summary>
    internal int[] Order { get; }

    /// <summary>The sum of their weights.</summary>
    internal double TotalWeight { get; }

    /// <summary>The weight of a row.</summary>
    internal double Weight(int row) => _weights.Length == 0 ? 1 : _weights[row];

    /// <summary>The rows in two: to learn from, and to watch, a share at random; nothing to watch where the share is 0.</summary>
    internal (SgdRows<TRows> Train, SgdRows<TRows>? Watched) Part(double share, RandomStream random)
    {
        var watched = (int)Math.Round(share * Order.Length);
        if (watched == 0 || watched == Order.Length)
        {
            return (this, null);
        }

        var shuffled = Order.ToArray();
        random.Shuffle<int>(shuffled);
        var held = shuffled[..watched];
        Array.Sort(held);
        var train = shuffled[watched..];
        Array.Sort(train);
        return (new(Rows, Targets, _weights, train), new(Rows, Targets, _weights, held));
    }
}
