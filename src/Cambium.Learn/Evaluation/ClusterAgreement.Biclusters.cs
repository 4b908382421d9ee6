using Cambium.Numerics;

namespace Cambium.Learn;

public static partial class ClusterAgreement
{
    /// <summary>
    /// The consensus score of two sets of biclusters, blocks of a table's cells that are each some rows crossed with some columns: the Jaccard similarities of the pairs that match best, summed and divided by
    /// the number of blocks in the larger set. From 0 to 1, the higher, the better. 1 for two empty sets. O(a b (r + c) + k³) for a and b blocks, k the larger number.
    /// </summary>
    /// <param name="truth">Which rows and which columns each block has.</param>
    /// <param name="found">The blocks of the other set; their lengths are those in truth.</param>
    /// <exception cref="ArgumentException">The blocks are of tables of different sizes.</exception>
    /// <remarks>Source: S. Hochreiter and others, "FABIA: Factor Analysis for Bicluster Acquisition", 2010.</remarks>
    public static double Consensus(IReadOnlyList<(bool[] Rows, bool[] Columns)> truth, IReadOnlyList<(bool[] Rows, bool[] Columns)> found)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(found);
        CheckBlocks(truth, found);
        var size = Math.Max(truth.Count, found.Count);
        if (size == 0)
        {
            return 1;
        }

        // Blocks without a partner are matched with nothing, which is worth 0.
        var costs = new double[size * size];
        for (var i = 0; i < truth.Count; i++)
        {
            for (var j = 0; j < found.Count; j++)
            {
                costs[(i * size) + j] = -Similarity(truth[i], found[j]);
            }
        }

        var sum = 0.0;
        var partners = LinearAssignment.Solve(costs, size);
        for (var i = 0; i < size; i++)
        {
            sum -= costs[(i * size) + partners[i]];
        }

        return sum / size;
    }

    /// <summary>The cells in both blocks over the cells in at least one; 1 for two blocks without cells.</summary>
    static double Similarity((bool[] Rows, bool[] Columns) a, (bool[] Rows, bool[] Columns) b)
    {
        var both = Shared(a.Rows, b.Rows) * Shared(a.Columns, b.Columns);
        var either = (Shared(a.Rows, a.Rows) * Shared(a.Columns, a.Columns)) + (Shared(b.Rows, b.Rows) * Shared(b.Columns, b.Columns)) - both;
        return either == 0 ? 1 : both / either;
    }

    static double Shared(bool[] a, bool[] b)
    {
        var count = 0;
        for (var i = 0; i < a.Length; i++)
        {
            count += a[i] && b[i] ? 1 : 0;
        }

        return count;
    }

    static void CheckBlocks(IReadOnlyList<(bool[] Rows, bool[] Columns)> truth, IReadOnlyList<(bool[] Rows, bool[] Columns)> found)
    {
        var sizes = truth.Concat(found).Select(block => (Rows: block.Rows.Length, Columns: block.Columns.Length)).Distinct().ToArray();
        if (sizes.Length > 1)
        {
            throw new ArgumentException(
                $"The blocks are of tables of {sizes[0].Rows} × {sizes[0].Columns} and of {sizes[1].Rows} × {sizes[1].Columns} cells, expected one size.", nameof(found));
        }
    }
}
