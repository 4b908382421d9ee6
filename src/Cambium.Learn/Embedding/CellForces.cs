using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// How all points of a tree push one: Σ q² (y − z) and Σ q, q = 1 / (1 + ‖y − z‖²), a far cell standing for its points. Sixteen neighbours in the tree walk it together, and a cell is far
/// only where it is for the nearest of them.
/// </summary>
/// <remarks>Single precision, as is enough for forces that each step adds up anew. Source: L. van der Maaten, "Accelerating t-SNE using Tree-Based Algorithms", 2014.</remarks>
static class CellForces
{
    /// <summary>Points that walk together.</summary>
    internal const int Lanes = 16;

    /// <summary>The pushes on the points of one group, and the sum of their q but for each with itself.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="group">The group's number; its points are <see cref="Lanes"/> times it and so many more in the tree's order.</param>
    /// <param name="squaredAngle">θ²: a cell is far where its side is less than θ times the distance of its mean.</param>
    /// <param name="pushes">For each dimension, n numbers in the tree's order, filled up to whole groups.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Of(CellTree tree, int group, float squaredAngle, float[][] pushes)
    {
        var first = group * Lanes;
        var count = Math.Min(Lanes, tree.Order.Length - first);
        var hasDepth = pushes.Length == 3;
        var x = Vector512.LoadUnsafe(ref tree.Places[0][first]);
        var y = Vector512.LoadUnsafe(ref tree.Places[1][first]);
        var z = hasDepth ? Vector512.LoadUnsafe(ref tree.Places[2][first]) : Vector512<float>.Zero;
        var (lowX, highX) = Ends(tree.Places[0].AsSpan(first, count));
        var (lowY, highY) = Ends(tree.Places[1].AsSpan(first, count));
        var (lowZ, highZ) = hasDepth ? Ends(tree.Places[2].AsSpan(first, count)) : (0f, 0f);
        var (sum, pushX, pushY, pushZ) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        ref var cells = ref MemoryMarshal.GetArrayDataReference(tree.Cells);
        var cellCount = tree.CellCount;
        for (var at = 0; at < cellCount;)
        {
            ref var cell = ref Unsafe.Add(ref cells, at);
            var (outX, outY) = (Outside(cell.X, lowX, highX), Outside(cell.Y, lowY, highY));
            var distance = (outX * outX) + (outY * outY);
            if (hasDepth)
            {
                var outZ = Outside(cell.Z, lowZ, highZ);
                distance += outZ * outZ;
            }

            if (cell.SquaredSide < squaredAngle * distance)
            {
                Push(x, y, z, cell.X, cell.Y, cell.Z, cell.Count, ref sum, ref pushX, ref pushY, ref pushZ, hasDepth);
                at = cell.Next;
            }
            else if (cell.First >= 0)
            {
                for (var i = cell.First; i < cell.First + (int)cell.Count; i++)
                {
                    Push(x, y, z, tree.Places[0][i], tree.Places[1][i], hasDepth ? tree.Places[2][i] : 0, 1, ref sum, ref pushX, ref pushY, ref pushZ, hasDepth);
                }

                at = cell.Next;
            }
            else
            {
                at++;
            }
        }

        pushX.StoreUnsafe(ref pushes[0][first]);
        pushY.StoreUnsafe(ref pushes[1][first]);
        if (hasDepth)
        {
            pushZ.StoreUnsafe(ref pushes[2][first]);
        }

        var total = -(double)count;
        for (var i = 0; i < count; i++)
        {
            total += sum[i];
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Push(
        Vector512<float> x,
        Vector512<float> y,
        Vector512<float> z,
        float cellX,
        float cellY,
        float cellZ,
        float count,
        ref Vector512<float> sum,
        ref Vector512<float> pushX,
        ref Vector512<float> pushY,
        ref Vector512<float> pushZ,
        bool hasDepth)
    {
        var (dx, dy, dz) = (x - Vector512.Create(cellX), y - Vector512.Create(cellY), Vector512<float>.Zero);
        var square = (dx * dx) + (dy * dy) + Vector512<float>.One;
        if (hasDepth)
        {
            dz = z - Vector512.Create(cellZ);
            square += dz * dz;
        }

        var q = Vector512<float>.One / square;
        var weighted = q * Vector512.Create(count);
        sum += weighted;
        weighted *= q;
        pushX += weighted * dx;
        pushY += weighted * dy;
        if (hasDepth)
        {
            pushZ += weighted * dz;
        }
    }

    static float Outside(float value, float low, float high) => MathF.Max(MathF.Max(low - value, value - high), 0);

    static (float Low, float High) Ends(ReadOnlySpan<float> values)
    {
        var (low, high) = (values[0], values[0]);
        foreach (var value in values)
        {
            low = MathF.Min(low, value);
            high = MathF.Max(high, value);
        }

        return (low, high);
    }
}
