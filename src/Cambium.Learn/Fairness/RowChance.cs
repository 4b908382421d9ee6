using System.Text;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A number in [0, 1) for each row that its values alone tell: what a random draw would be, the same whenever and wherever the row comes.</summary>
/// <remarks>Source: G. Fowler, L. C. Noll, K.-P. Vo, FNV-1a of 64 bits; mixed at the end as in G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators", 2014.</remarks>
static class RowChance
{
    const ulong Start = 14695981039346656037;
    const ulong Prime = 1099511628211;

    /// <summary>The numbers.</summary>
    /// <param name="rows">The rows; other columns than the input's do not count.</param>
    /// <param name="input">The columns whose values tell.</param>
    /// <param name="seed">Another seed gives other numbers.</param>
    internal static double[] Of(Table rows, Schema input, long seed)
    {
        var fitting = ColumnFit.Fit(rows, input.Fields);
        var hashes = new ulong[rows.RowCount];
        Array.Fill(hashes, Start ^ (ulong)seed);
        foreach (var field in input.Fields)
        {
            var column = fitting[field.Name];
            for (var row = 0; row < hashes.Length; row++)
            {
                hashes[row] = Add(hashes[row], column.IsMissing(row) ? "" : column.Format(row));
            }
        }

        return Array.ConvertAll(hashes, hash => (Mixed(hash) >> 11) * (1.0 / (1UL << 53)));
    }

    static ulong Add(ulong hash, string text)
    {
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ unit) * Prime;
        }

        // Ends a value, so that "a", "bc" and "ab", "c" differ.
        return (hash ^ 0xFF) * Prime;
    }

    static ulong Mixed(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
