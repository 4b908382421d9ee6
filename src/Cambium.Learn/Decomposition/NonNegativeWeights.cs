using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Describes a row by parts: the weights of at least 0 that leave the least squared error.</summary>
/// <remarks>Coordinate descent from 0, each row by itself, so that its weights depend on no other row.</remarks>
static class NonNegativeWeights
{
    const int MostSweeps = 2000;

    // Of the first sweep's gradients; the weights are then off by some 1e-10 of their size times the condition of the parts' products.
    const double Rest = 1e-10;

    /// <summary>Finds the weights.</summary>
    /// <param name="pairs">H Hᵀ, k × k.</param>
    /// <param name="product">H x, k numbers.</param>
    /// <param name="weights">k numbers; overwritten.</param>
    internal static void Find(ReadOnlySpan<double> pairs, ReadOnlySpan<double> product, Span<double> weights)
    {
        var k = weights.Length;
        weights.Clear();
        var first = 0.0;
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var slope = 0.0;
            for (var i = 0; i < k; i++)
            {
                var row = pairs.Slice(i * k, k);
                var falling = product[i] - Dot.Of(row, weights);
                slope += weights[i] == 0 ? Math.Max(0, falling) : Math.Abs(falling);
                if (row[i] > 0)
                {
                    weights[i] = Math.Max(0, weights[i] + (falling / row[i]));
                }
            }

            first = sweep == 0 ? slope : first;
            if (slope <= Rest * first)
            {
                return;
            }
        }
    }
}
