using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What makes rows near: the settings that all recipes with a metric share.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Power">The p of <see cref="DistanceMetric.Minkowski"/>.</param>
readonly record struct NeighbourSpace(DistanceMetric Metric, double Power)
{
    /// <summary>The distance that searches compute. The cosine's is the Euclidean one of rows of length 1, whose square is twice as large.</summary>
    internal Distance Distance => (Metric, Power) switch
    {
        (DistanceMetric.Euclidean or DistanceMetric.Cosine, _) or (DistanceMetric.Minkowski, 2) => new(DistanceKind.Euclidean),
        (DistanceMetric.Manhattan, _) or (DistanceMetric.Minkowski, 1) => new(DistanceKind.Manhattan),
        (DistanceMetric.Chebyshev, _) => new(DistanceKind.Chebyshev),
        _ => new(DistanceKind.Minkowski, Power),
    };

    /// <summary>The distance as the metric tells it.</summary>
    internal double FromReduced(double reduced) => Metric == DistanceMetric.Cosine ? reduced / 2 : Distance.FromReduced(reduced);

    /// <summary>The reduced distance that stands for one as the metric tells it.</summary>
    internal double ToReduced(double distance) => Metric == DistanceMetric.Cosine ? 2 * distance : Distance.ToReduced(distance);

    /// <summary>The rows as searches take them: as they are, or scaled to length 1 in a copy.</summary>
    /// <param name="rows">n × p, row-major; none of zeros alone where the metric is the cosine.</param>
    /// <param name="coordinates">p.</param>
    internal double[] Prepare(double[] rows, int coordinates)
    {
        if (Metric != DistanceMetric.Cosine)
        {
            return rows;
        }

        var directions = (double[])rows.Clone();
        for (var i = 0; i < directions.Length; i += coordinates)
        {
            var row = directions.AsSpan(i, coordinates);
            // Scaled first, so that squares neither overflow nor vanish.
            Scale(row, Largest(row));
            Scale(row, Length(row));
        }

        return directions;
    }

    /// <summary>The same for sparse rows, with the same numbers.</summary>
    internal CsrMatrix Prepare(CsrMatrix rows)
    {
        if (Metric != DistanceMetric.Cosine)
        {
            return rows;
        }

        var first = rows.Starts[0];
        var values = rows.Values[first..rows.Starts[^1]].ToArray();
        for (var i = 0; i < rows.RowCount; i++)
        {
            var row = values.AsSpan(rows.Starts[i] - first, rows.Starts[i + 1] - rows.Starts[i]);
            Scale(row, Largest(row));
            Scale(row, Length(row));
        }

        return new CsrMatrix(
            rows.RowCount, rows.ColumnCount, Array.ConvertAll(rows.Starts.ToArray(), start => start - first), rows.Indices[first..rows.Starts[^1]].ToArray(), values);
    }

    /// <summary>Why the rows have no distances by this metric; empty where they have.</summary>
    /// <param name="rows">n × p, row-major; finite.</param>
    /// <param name="names">The names of the p features.</param>
    internal List<string> Problems(ReadOnlySpan<double> rows, IReadOnlyList<string> names)
    {
        var problems = new List<string>();
        if (Metric == DistanceMetric.Cosine)
        {
            if (FirstZero(rows, names.Count) is >= 0 and var zero)
            {
                problems.Add(NoDirectionToLearn(zero));
            }

            return problems;
        }

        var sum = 0.0;
        var (widest, most) = (0, -1.0);
        var (low, high) = (new double[names.Count], new double[names.Count]);
        RowRange.Of(rows, low, high);
        for (var j = 0; j < names.Count; j++)
        {
            sum = Distance.Plus(sum, high[j] - low[j]);
            (widest, most) = high[j] - low[j] > most ? (j, high[j] - low[j]) : (widest, most);
        }

        if (rows.Length > 0 && !double.IsFinite(sum))
        {
            problems.Add(TooWide(names[widest], most));
        }

        return problems;
    }

    /// <summary>Why sparse rows have no distances by this metric; empty where they have.</summary>
    /// <param name="rows">Finite.</param>
    /// <param name="input">Their columns.</param>
    internal List<string> Problems(CsrMatrix rows, Schema input)
    {
        if (Metric == DistanceMetric.Cosine)
        {
            return FirstZero(rows) is >= 0 and var zero ? [NoDirectionToLearn(zero)] : [];
        }

        var spans = new SortedDictionary<int, (double Low, double High, int Count)>();
        for (var row = 0; row < rows.RowCount; row++)
        {
            var values = rows.RowValues(row);
            for (var i = 0; i < values.Length; i++)
            {
                var place = rows.RowIndices(row)[i];
                var (low, high, count) = spans.TryGetValue(place, out var span) ? span : (values[i], values[i], 0);
                spans[place] = (Math.Min(low, values[i]), Math.Max(high, values[i]), count + 1);
            }
        }

        var sum = 0.0;
        var (widest, most) = (0, -1.0);
        foreach (var (place, (low, high, count)) in spans)
        {
            var span = count < rows.RowCount ? Math.Max(high, 0) - Math.Min(low, 0) : high - low;
            sum = Distance.Plus(sum, span);
            (widest, most) = span > most ? (place, span) : (widest, most);
        }

        return double.IsFinite(sum) ? [] : [TooWide(ColumnAt(input, widest), most)];
    }

    /// <summary>Tells of a row to predict that has no direction.</summary>
    internal static TableException NoDirection(int row) =>
        new($"The table does not fit the model: row {row + 1} is 0 in every column and so has no direction, which the cosine compares: drop such rows.");

    static string NoDirectionToLearn(int row) => $"row {row + 1} is 0 in every column and so has no direction: drop such rows, or use another metric than cosine";

    static string TooWide(string column, double span) => $"column '{column}' spans {span:G3}, so that distances between rows overflow: put the step Standardize before it";

    static string ColumnAt(Schema input, int place)
    {
        foreach (var field in input.Fields)
        {
            var width = field.Type == ColumnType.Sparse ? field.Width : 1;
            if (place < width)
            {
                return field.Name;
            }

            place -= width;
        }

        return input.Fields[^1].Name;
    }

    /// <summary>The first row of zeros alone, or −1.</summary>
    internal static int FirstZero(ReadOnlySpan<double> rows, int coordinates)
    {
        for (var i = 0; i < rows.Length; i += coordinates)
        {
            if (Largest(rows.Slice(i, coordinates)) == 0)
            {
                return i / coordinates;
            }
        }

        return -1;
    }

    /// <summary>The first row of zeros alone, or −1.</summary>
    internal static int FirstZero(CsrMatrix rows)
    {
        for (var row = 0; row < rows.RowCount; row++)
        {
            if (Largest(rows.RowValues(row)) == 0)
            {
                return row;
            }
        }

        return -1;
    }

    // In the order of the numbers, so that zeros change nothing.
    static double Length(ReadOnlySpan<double> row)
    {
        var sum = 0.0;
        foreach (var value in row)
        {
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }

    static double Largest(ReadOnlySpan<double> row)
    {
        var largest = 0.0;
        foreach (var value in row)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    static void Scale(Span<double> row, double by)
    {
        foreach (ref var value in row)
        {
            value /= by;
        }
    }
}
