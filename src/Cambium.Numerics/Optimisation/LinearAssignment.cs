namespace Cambium.Numerics;

/// <summary>
/// Gives each row a column of its own so that the costs of the pairs sum to the least. O(n³) time, O(n) memory beside the costs.
/// </summary>
/// <remarks>Source: R. Jonker, A. Volgenant, "A Shortest Augmenting Path Algorithm for Dense and Sparse Linear Assignment Problems", 1987.</remarks>
static class LinearAssignment
{
    /// <summary>The column of each row.</summary>
    /// <param name="costs">Finite costs (n × n, row-major).</param>
    /// <param name="size">n.</param>
    internal static int[] Solve(ReadOnlySpan<double> costs, int size)
    {
        var (rowPrices, columnPrices) = (new double[size], new double[size]);
        var rowOf = new int[size];
        Array.Fill(rowOf, -1);
        var (nearest, before, isDone) = (new double[size], new int[size], new bool[size]);
        for (var start = 0; start < size; start++)
        {
            Array.Fill(nearest, double.PositiveInfinity);
            Array.Clear(isDone);
            var (row, column) = (start, -1);

            // The cheapest way from the new row to a free column, through columns whose rows would have to move on.
            do
            {
                var from = column;
                var (least, next) = (double.PositiveInfinity, -1);
                for (var j = 0; j < size; j++)
                {
                    if (isDone[j])
                    {
                        continue;
                    }

                    var cost = costs[(row * size) + j] - rowPrices[row] - columnPrices[j];
                    if (cost < nearest[j])
                    {
                        (nearest[j], before[j]) = (cost, from);
                    }

                    if (nearest[j] < least)
                    {
                        (least, next) = (nearest[j], j);
                    }
                }

                Reprice(rowPrices, columnPrices, nearest, isDone, rowOf, start, least);
                column = next;
                isDone[column] = true;
                row = rowOf[column];
            }
            while (row >= 0);

            while (column >= 0)
            {
                var from = before[column];
                rowOf[column] = from < 0 ? start : rowOf[from];
                column = from;
            }
        }

        var columns = new int[size];
        for (var j = 0; j < size; j++)
        {
            columns[rowOf[j]] = j;
        }

        return columns;
    }

    /// <summary>Moves the prices of what was reached, so that the cheapest way on costs nothing.</summary>
    static void Reprice(double[] rowPrices, double[] columnPrices, double[] nearest, bool[] isDone, int[] rowOf, int start, double step)
    {
        rowPrices[start] += step;
        for (var j = 0; j < nearest.Length; j++)
        {
            if (isDone[j])
            {
                rowPrices[rowOf[j]] += step;
                columnPrices[j] -= step;
            }
            else
            {
                nearest[j] -= step;
            }
        }
    }
}
