namespace Cambium.Learn;

/// <summary>Gives centres that no point is nearest to the points that lie farthest from theirs.</summary>
static class EmptyCentres
{
    /// <summary>Moves points between the sums; the points themselves find their centre in the next pass.</summary>
    internal static void Relocate(PointTiles points, double[] weights, double[] centres, int[] labels, CentreSums sums, FitOptions options)
    {
        var p = points.FeatureCount;
        var empty = Enumerable.Range(0, sums.Weights.Length).Where(centre => !(sums.Weights[centre] > 0)).ToArray();
        if (empty.Length == 0)
        {
            return;
        }

        var farthest = Farthest(points, weights, centres, labels, options);
        var point = new double[p];
        var next = 0;
        foreach (var centre in empty)
        {
            // A centre's only point stays where it is: giving it away would leave another centre empty.
            while (next < farthest.Length && !(sums.Weights[labels[farthest[next]]] > Weight(weights, farthest[next])))
            {
                next++;
            }

            if (next == farthest.Length)
            {
                return;
            }

            var row = farthest[next++];
            var (from, weight) = (labels[row], Weight(weights, row));
            points.Row(row, point);
            for (var i = 0; i < p; i++)
            {
                sums.Sums[(from * p) + i] -= weight * point[i];
                sums.Sums[(centre * p) + i] = weight * point[i];
            }

            sums.Weights[from] -= weight;
            sums.Weights[centre] = weight;
        }
    }

    static double Weight(double[] weights, int row) => weights.Length == 0 ? 1 : weights[row];

    // Rows that count, by falling distance to their centre.
    static int[] Farthest(PointTiles points, double[] weights, double[] centres, int[] labels, FitOptions options)
    {
        var distances = CentreDistances.Of(points, centres, labels, options);
        var rows = Enumerable.Range(0, points.RowCount).Where(row => Weight(weights, row) > 0 && distances[row] > 0).ToArray();
        Array.Sort(Array.ConvertAll(rows, row => (-distances[row], row)), rows);
        return rows;
    }
}
