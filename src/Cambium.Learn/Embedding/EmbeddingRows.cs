using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Training rows of an embedding, and the rows nearest to each.</summary>
sealed class EmbeddingRows
{
    readonly Table _table;

    EmbeddingRows(Table table, NumberColumns columns, NeighbourIndex index)
    {
        _table = table;
        Columns = columns;
        Index = index;
    }

    /// <summary>The columns that are replaced.</summary>
    internal NumberColumns Columns { get; }

    /// <summary>The rows, ready for finding the nearest.</summary>
    internal NeighbourIndex Index { get; }

    /// <summary>Reads the rows to learn from.</summary>
    /// <param name="features">The training rows.</param>
    /// <param name="chosen">The columns; empty: all numbers.</param>
    /// <param name="leastRows">The fewest rows.</param>
    /// <param name="reason">What they are needed for: "Perplexity 30".</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ArgumentException">A chosen column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    internal static EmbeddingRows From(Table features, ColumnSelection chosen, int leastRows, string reason, CancellationToken cancellationToken)
    {
        var columns = NumberColumns.ToLearn(features, chosen);
        var table = features.Select([.. columns.Fields.Select(field => field.Name)]);
        var rows = FeatureMatrix.Build(table, FeatureMatrix.FeaturesOf(new Schema(columns.Fields))).ToRowMajor();
        var problems = new NeighbourSpace(DistanceMetric.Euclidean, 2).Problems(rows, [.. columns.Fields.Select(field => field.Name)]);
        if (columns.Rows < leastRows)
        {
            problems.Insert(0, $"it has {columns.Rows} row{(columns.Rows == 1 ? "" : "s")}, and {reason} asks for at least {leastRows}");
        }

        TrainingRows.ThrowIfAny(problems);
        return new EmbeddingRows(table, columns, new NeighbourIndex(rows, columns.Count, new Distance(DistanceKind.Euclidean), NeighbourSearch.Auto, cancellationToken));
    }

    /// <summary>The k nearest other rows of each row, the nearest first, and their squared distances: n × k each.</summary>
    internal (int[] Rows, double[] Squares) Nearest(int k, FitOptions options)
    {
        var (rows, squares) = (new int[(long)Columns.Rows * k], new double[(long)Columns.Rows * k]);
        Index.Nearest(
            Index.Rows,
            k,
            skipOwn: true,
            (first, _, found, reduced) =>
            {
                found.CopyTo(rows.AsSpan(first * k));
                reduced.CopyTo(squares.AsSpan(first * k));
            },
            options.MaxThreads,
            options.CancellationToken);
        return (rows, squares);
    }

    /// <summary>Places to start from, d × n, the first dimension's deviation or largest number as told.</summary>
    /// <param name="dimensions">d.</param>
    /// <param name="start">Where from.</param>
    /// <param name="size">What the places are scaled to.</param>
    /// <param name="isLargest">Whether <paramref name="size"/> is the largest number, not the deviation of the first dimension.</param>
    /// <param name="random">Draws random places, and what breaks ties of equal rows.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal double[] Start(int dimensions, EmbeddingStart start, double size, bool isLargest, RandomStream random, FitOptions options)
    {
        var n = Columns.Rows;
        var places = new double[dimensions * n];
        var known = start == EmbeddingStart.Pca ? Math.Min(dimensions, Math.Min(n, Columns.Count)) : 0;
        if (known > 0)
        {
            var components = new Pca { Components = known }.Fit(_table, new FitOptions { MaxThreads = options.MaxThreads, CancellationToken = options.CancellationToken }).Apply(_table);
            for (var d = 0; d < known; d++)
            {
                components.Column<double>($"pc{d + 1}").Values.CopyTo(places.AsSpan(d * n));
            }
        }

        var first = places.AsSpan(0, n);
        var largest = 0.0;
        foreach (var place in first)
        {
            largest = Math.Max(largest, Math.Abs(place));
        }

        // Scaled in two steps: the square of a very large or small number is none.
        var deviation = largest == 0 ? 0 : largest * Math.Sqrt(MeanSquare(first, largest));
        var measure = isLargest ? largest : deviation;
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = measure > 0 && i < known * n ? places[i] / measure * size : size * random.NextGaussian();
        }

        return places;
    }

    static double MeanSquare(ReadOnlySpan<double> places, double largest)
    {
        var sum = 0.0;
        foreach (var place in places)
        {
            sum += place / largest * (place / largest);
        }

        return sum / places.Length;
    }
}
