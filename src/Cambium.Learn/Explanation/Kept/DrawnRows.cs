using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Rows drawn from a table, in its order.</summary>
static class DrawnRows
{
    /// <summary>At most so many places of a number of rows.</summary>
    internal static int[] Of(int count, int most, long seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        if (count <= most)
        {
            return order;
        }

        new RandomStream(seed).Shuffle<int>(order);
        return [.. order.Take(most).Order()];
    }
}
