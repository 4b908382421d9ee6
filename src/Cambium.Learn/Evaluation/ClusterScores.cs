namespace Cambium.Learn;

/// <summary>How well clusters part rows, by the rows alone. Rows are n × p, row-major; NaN where fewer than two clusters have rows.</summary>
static class ClusterScores
{
    /// <summary>
    /// The mean over rows of (b − a) / max(a, b), a the mean distance to the other rows of its cluster, b the least mean distance to the rows of another; 0 for a row alone in its cluster.
    /// O(m² p) for m rows.
    /// </summary>
    internal static double Silhouette(double[] rows, int p, int[] clusters, int count, int[] of) =>
        Silhouettes(rows, p, clusters, count, of) is { Length: > 0 } widths ? widths.Sum() / widths.Length : double.NaN;

    /// <summary>That of each row; empty where fewer than two clusters have rows.</summary>
    internal static double[] Silhouettes(double[] rows, int p, int[] clusters, int count, int[] of)
    {
        var sizes = Sizes(clusters, count, of);
        if (sizes.Count(size => size > 0) < 2)
        {
            return [];
        }

        var sums = new double[count];
        return Array.ConvertAll(of, row =>
        {
            Array.Clear(sums);
            foreach (var other in of)
            {
                sums[clusters[other]] += Distance(rows.AsSpan(row * p, p), rows.AsSpan(other * p, p));
            }

            return Width(sums, sizes, clusters[row]);
        });
    }

    /// <summary>The mean over clusters of the largest (sᵢ + sⱼ) / dᵢⱼ, s the mean distance to the centre, d the distance of the centres.</summary>
    internal static double DaviesBouldin(double[] rows, int p, int[] clusters, int count, int[] of)
    {
        var sizes = Sizes(clusters, count, of);
        var filled = Enumerable.Range(0, count).Where(cluster => sizes[cluster] > 0).ToArray();
        if (filled.Length < 2)
        {
            return double.NaN;
        }

        var centres = Centres(rows, p, clusters, sizes, of);
        var spreads = new double[count];
        foreach (var row in of)
        {
            spreads[clusters[row]] += Distance(rows.AsSpan(row * p, p), centres.AsSpan(clusters[row] * p, p)) / sizes[clusters[row]];
        }

        return filled.Average(i => filled.Where(j => j != i).Max(j =>
        {
            var apart = Distance(centres.AsSpan(i * p, p), centres.AsSpan(j * p, p));
            var spread = spreads[i] + spreads[j];
            return spread == 0 ? 0 : spread / apart;
        }));
    }

    /// <summary>The variance between clusters over that within them, each by its degrees of freedom; infinite where there is none within.</summary>
    internal static double CalinskiHarabasz(double[] rows, int p, int[] clusters, int count, int[] of)
    {
        var sizes = Sizes(clusters, count, of);
        var filled = sizes.Count(size => size > 0);
        if (filled < 2 || filled == of.Length)
        {
            return double.NaN;
        }

        var centres = Centres(rows, p, clusters, sizes, of);
        var mean = new double[p];
        for (var cluster = 0; cluster < count; cluster++)
        {
            for (var j = 0; j < p; j++)
            {
                mean[j] += centres[(cluster * p) + j] * sizes[cluster] / of.Length;
            }
        }

        var between = Enumerable.Range(0, count).Sum(cluster => sizes[cluster] * SquaredDistance(centres.AsSpan(cluster * p, p), mean));
        var within = of.Sum(row => SquaredDistance(rows.AsSpan(row * p, p), centres.AsSpan(clusters[row] * p, p)));
        return between / (filled - 1) / (within / (of.Length - filled));
    }

    static double Width(double[] sums, int[] sizes, int own)
    {
        if (sizes[own] == 1)
        {
            return 0;
        }

        var inside = sums[own] / (sizes[own] - 1);
        var outside = double.PositiveInfinity;
        for (var cluster = 0; cluster < sizes.Length; cluster++)
        {
            if (cluster != own && sizes[cluster] > 0)
            {
                outside = Math.Min(outside, sums[cluster] / sizes[cluster]);
            }
        }

        var larger = Math.Max(inside, outside);
        return larger == 0 ? 0 : (outside - inside) / larger;
    }

    static int[] Sizes(int[] clusters, int count, int[] of)
    {
        var sizes = new int[count];
        foreach (var row in of)
        {
            sizes[clusters[row]]++;
        }

        return sizes;
    }

    static double[] Centres(double[] rows, int p, int[] clusters, int[] sizes, int[] of)
    {
        var centres = new double[sizes.Length * p];
        foreach (var row in of)
        {
            for (var j = 0; j < p; j++)
            {
                centres[(clusters[row] * p) + j] += rows[(row * p) + j] / sizes[clusters[row]];
            }
        }

        return centres;
    }

    static double Distance(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Math.Sqrt(SquaredDistance(x, y));

    static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var j = 0; j < x.Length; j++)
        {
            sum += (x[j] - y[j]) * (x[j] - y[j]);
        }

        return sum;
    }
}
