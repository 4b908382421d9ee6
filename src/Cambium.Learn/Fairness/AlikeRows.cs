using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Whether rows that are alike are decided alike.</summary>
/// <remarks>Source: R. Zemel et al., "Learning Fair Representations", 2013, section 4 (yNN).</remarks>
static class AlikeRows
{
    /// <summary>Of larger tables so many rows are compared, drawn at random: comparing all would take the square of their number.</summary>
    const int MostRows = 5000;

    /// <summary>How far each row's decision is from the mean of those of the k rows most like it, with the rows so compared; nothing where the table has no columns to tell likeness by.</summary>
    /// <param name="features">What rows may be alike in; texts, moments and sparse vectors are left out.</param>
    /// <param name="called">The decision of each row, 0 or 1.</param>
    /// <param name="k">How many rows.</param>
    /// <param name="options">Seed and threads.</param>
    internal static (int[] Rows, double[] Apart) Of(Table features, int[] called, int k, FairnessOptions options)
    {
        var rows = RowsOf(features.RowCount, options.Seed);
        var readable = features.Columns.Where(column => column.Type is not (ColumnType.String or ColumnType.Sparse or ColumnType.DateTime) && column.MissingCount < column.Length).Select(column => column.Name).ToArray();
        if (k == 0 || readable.Length == 0 || rows.Length <= k)
        {
            return ([], []);
        }

        var chosen = features.Select(readable).Take(rows);
        var scaled = new Impute().Then(new OneHot()).Then(new Standardize()).Fit(chosen, new FitOptions { MaxThreads = options.MaxThreads }).Apply(chosen);
        var matrix = FeatureMatrix.Build(scaled, FeatureMatrix.FeaturesOf(scaled.Schema));
        var points = matrix.ToRowMajor(options.MaxThreads);
        var apart = new double[rows.Length];
        new NeighbourIndex(points, matrix.FeatureCount, new Distance(DistanceKind.Euclidean), NeighbourSearch.Auto, CancellationToken.None, options.MaxThreads).Nearest(
            points,
            k,
            skipOwn: true,
            (first, count, nearest, _) =>
            {
                for (var i = 0; i < count; i++)
                {
                    var sum = 0;
                    foreach (var near in nearest.Slice(i * k, k))
                    {
                        sum += called[rows[near]];
                    }

                    apart[first + i] = Math.Abs(called[rows[first + i]] - ((double)sum / k));
                }
            },
            options.MaxThreads);
        return (rows, apart);
    }

    static int[] RowsOf(int count, long seed)
    {
        var rows = Enumerable.Range(0, count).ToArray();
        if (count <= MostRows)
        {
            return rows;
        }

        new RandomStream(seed).Shuffle<int>(rows);
        rows = rows[..MostRows];
        Array.Sort(rows);
        return rows;
    }
}
