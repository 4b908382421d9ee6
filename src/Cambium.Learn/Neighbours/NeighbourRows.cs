using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The training rows that a model of neighbours keeps and searches.</summary>
sealed class NeighbourRows
{
    const string RowsName = "rows";
    const string NumbersName = "row_numbers";

    readonly EquatableArray<Feature> _features;
    readonly double[] _values;
    readonly int[] _numbers;
    readonly Lazy<NeighbourIndex> _index;
    readonly Schema _input;

    NeighbourRows(Schema input, double[] values, int[] numbers, NeighbourSpace space, NeighbourSearch search, int maxThreads = 0)
    {
        _input = input;
        _features = FeatureMatrix.FeaturesOf(input);
        _values = values;
        _numbers = numbers;
        Space = space;
        Prepared = space.Prepare(values, _features.Count);
        _index = new Lazy<NeighbourIndex>(() => new NeighbourIndex(Prepared, Coordinates, space.Distance, search, CancellationToken.None, maxThreads));
    }

    /// <summary>The rows ready for searching; there must be some.</summary>
    internal NeighbourIndex Index => _index.Value;

    internal NeighbourSpace Space { get; }

    /// <summary>n × p, row-major, as searches take them.</summary>
    internal double[] Prepared { get; }

    /// <summary>p.</summary>
    internal int Coordinates => _features.Count;

    /// <summary>The number of rows that are kept.</summary>
    internal int Count => _values.Length / Coordinates;

    /// <summary>The number that a kept row has in the training table, from 0.</summary>
    internal int NumberOf(int row) => _numbers.Length == 0 ? row : _numbers[row];

    /// <summary>Keeps training rows and makes them ready for searching.</summary>
    /// <param name="input">Their columns.</param>
    /// <param name="features">Their numbers, all finite.</param>
    /// <param name="weights">Their weights, or nothing; rows of weight 0 are as if they were not there.</param>
    /// <param name="least">The fewest rows that the recipe can do with.</param>
    /// <param name="space">What makes them near.</param>
    /// <param name="search">How they are found.</param>
    /// <param name="options">Progress and cancellation.</param>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    internal static NeighbourRows Learn(
        Schema input, FeatureMatrix features, double[] weights, int least, NeighbourSpace space, NeighbourSearch search, FitOptions options)
    {
        var rows = Keep(input, features, weights, least, space, search, options);
        _ = rows.Index;
        options.CancellationToken.ThrowIfCancellationRequested();
        options.Progress?.Report(new FitProgress("index", 1, 1));
        return rows;
    }

    /// <summary>Keeps training rows; they are made ready when first asked for.</summary>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    internal static NeighbourRows Keep(
        Schema input, FeatureMatrix features, double[] weights, int least, NeighbourSpace space, NeighbourSearch search, FitOptions options)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        var values = features.ToRowMajor(options.MaxThreads);
        var numbers = Array.Empty<int>();
        if (Array.Exists(weights, weight => weight == 0))
        {
            numbers = [.. Enumerable.Range(0, weights.Length).Where(row => weights[row] > 0)];
            values = RowsOf(values, numbers, features.FeatureCount);
        }

        var problems = space.Problems(values, [.. features.Features.Select(feature => feature.Name)]);
        var count = values.Length / features.FeatureCount;
        if (count < least)
        {
            problems.Add($"it has {count} row{(count == 1 ? "" : "s")}{(numbers.Length > 0 ? " of weight above 0" : "")}, fewer than the {least} that the settings ask for");
        }

        TrainingRows.ThrowIfAny(problems);
        return new NeighbourRows(input, values, numbers, space, search, options.MaxThreads);
    }

    /// <summary>Some of the kept rows.</summary>
    /// <param name="rows">Rising numbers of kept rows.</param>
    internal NeighbourRows Take(int[] rows) =>
        new(_input, RowsOf(_values, rows, Coordinates), Array.ConvertAll(rows, NumberOf), Space, NeighbourSearch.Auto);

    /// <summary>Items of the rows that are kept.</summary>
    /// <param name="all">An item for each training row, or nothing.</param>
    internal T[] Kept<T>(T[] all) => _numbers.Length == 0 || all.Length == 0 ? all : Array.ConvertAll(_numbers, row => all[row]);

    /// <summary>Rows to find neighbours of, as the index takes them.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit; the message lists every problem.</exception>
    internal double[] Queries(Table rows)
    {
        var queries = FiniteColumns.RowsToPredict(rows, _features);
        if (Space.Metric == DistanceMetric.Cosine && NeighbourSpace.FirstZero(queries, Coordinates) is >= 0 and var zero)
        {
            throw new TableException(
                $"The table does not fit the model: row {zero + 1} is 0 in every column and so has no direction, which the cosine compares: drop such rows.");
        }

        return Space.Prepare(queries, Coordinates);
    }

    /// <summary>The k nearest kept rows of each row, by their numbers in the training table.</summary>
    /// <exception cref="ArgumentException">A column is not there, or k is out of range.</exception>
    /// <exception cref="TableException">The rows do not fit; the message lists every problem.</exception>
    internal Neighbours Nearest(Table rows, int k)
    {
        if (k < 1 || k > Count)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"k must be between 1 and {Count}, the number of rows that the model keeps.");
        }

        var queries = Queries(rows);
        var found = new int[checked(rows.RowCount * k)];
        var distances = new double[found.Length];
        Index.Nearest(queries, k, skipOwn: false, (first, _, nearest, reduced) =>
        {
            for (var i = 0; i < nearest.Length; i++)
            {
                found[(first * k) + i] = NumberOf(nearest[i]);
                distances[(first * k) + i] = Space.FromReduced(reduced[i]);
            }
        });
        return new Neighbours([.. Enumerable.Range(0, rows.RowCount + 1).Select(row => row * k)], found, distances);
    }

    /// <summary>The kept rows within a distance of each row, by their numbers in the training table.</summary>
    /// <exception cref="ArgumentException">A column is not there, or the radius is out of range.</exception>
    /// <exception cref="TableException">The rows do not fit; the message lists every problem.</exception>
    internal Neighbours Within(Table rows, double radius)
    {
        if (!(radius >= 0) || double.IsInfinity(radius))
        {
            throw new ArgumentOutOfRangeException(nameof(radius), radius, "radius must be a finite number of at least 0.");
        }

        var queries = Queries(rows);
        var p = Coordinates;
        var found = new (double Reduced, int Row)[rows.RowCount][];
        ParallelBlocks.For(rows.RowCount, 64, 0, (_, start, end) =>
        {
            var one = new List<(double Reduced, int Row)>();
            for (var query = start; query < end; query++)
            {
                Index.Within(queries.AsSpan(query * p, p), Space.ToReduced(radius), one);
                found[query] = [.. one];
            }
        });
        var starts = new int[rows.RowCount + 1];
        for (var query = 0; query < found.Length; query++)
        {
            starts[query + 1] = checked(starts[query] + found[query].Length);
        }

        return new Neighbours(
            starts, [.. found.SelectMany(one => one.Select(item => NumberOf(item.Row)))], [.. found.SelectMany(one => one.Select(item => Space.FromReduced(item.Reduced)))]);
    }

    internal void Write(ModelWriter writer)
    {
        writer.Array(RowsName, _values);
        writer.Array(NumbersName, _numbers);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, and refuses what could not have been written.</summary>
    /// <exception cref="ModelFormatException">An array is missing, or its values contradict each other.</exception>
    internal static NeighbourRows Read(ModelReader reader, Schema input, int least, NeighbourSpace space, NeighbourSearch search)
    {
        var p = input.Fields.Count;
        var values = reader.Array<double>(RowsName);
        Require(p > 0 && values.Length % p == 0 && values.Length / p >= least, RowsName, $"has {values.Length} items, expected a multiple of {p}, at least {least} times");
        Require(AllFinite.Of(values), RowsName, "holds a number that is not finite");
        var problems = space.Problems(values, [.. input.Fields.Select(field => field.Name)]);
        Require(problems.Count == 0, RowsName, $"cannot have been learned from: {string.Join("; ", problems)}");
        var numbers = reader.Array<int>(NumbersName);
        Require(numbers.Length == 0 || numbers.Length == values.Length / p, NumbersName, $"has {numbers.Length} items, expected none or {values.Length / p}");
        for (var i = 0; i < numbers.Length; i++)
        {
            Require(numbers[i] > (i == 0 ? -1 : numbers[i - 1]), NumbersName, $"holds {numbers[i]} at item {i}, expected a number above the one before it");
        }

        return new NeighbourRows(input, values, numbers, space, search);
    }

    /// <summary>Refuses an array of a saved model.</summary>
    /// <exception cref="ModelFormatException"><paramref name="holds"/> is false.</exception>
    internal static void Require(bool holds, string array, string found)
    {
        if (!holds)
        {
            throw new ModelFormatException($"weights.safetensors: '{array}' {found}. The file is damaged; save the model again.");
        }
    }

    static double[] RowsOf(double[] values, int[] rows, int coordinates)
    {
        var kept = new double[rows.Length * coordinates];
        for (var i = 0; i < rows.Length; i++)
        {
            values.AsSpan(rows[i] * coordinates, coordinates).CopyTo(kept.AsSpan(i * coordinates));
        }

        return kept;
    }
}
