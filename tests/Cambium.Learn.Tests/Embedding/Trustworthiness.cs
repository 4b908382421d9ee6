using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>How far rows that are near in a picture are near in the table: 1 where all are.</summary>
/// <remarks>Source: J. Venna, S. Kaski, "Neighborhood Preservation in Nonlinear Projection Methods", 2001.</remarks>
static class Trustworthiness
{
    internal static double Of(Table table, Table picture, int k)
    {
        var (n, x, y) = (table.RowCount, ClusterTables.RowMajor(table), ClusterTables.RowMajor(picture));
        var penalty = 0.0;
        for (var row = 0; row < n; row++)
        {
            var ranks = new int[n];
            var ordered = Ordered(x, row);
            for (var rank = 0; rank < ordered.Length; rank++)
            {
                ranks[ordered[rank]] = rank + 1;
            }

            penalty += Ordered(y, row).Take(k).Sum(other => Math.Max(0, ranks[other] - k));
        }

        return 1 - (penalty * 2 / (n * k * ((2.0 * n) - (3 * k) - 1)));

        int[] Ordered(double[] of, int row)
        {
            var p = of.Length / n;
            return [.. Enumerable.Range(0, n).Where(other => other != row).OrderBy(other => Enumerable.Range(0, p).Sum(j => Math.Pow(of[(row * p) + j] - of[(other * p) + j], 2)))];
        }
    }
}
