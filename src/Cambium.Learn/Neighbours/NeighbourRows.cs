using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The training rows that a model of neighbours keeps and searches.</summary>
sealed class NeighbourRows : IKeptRows
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

    /// <inheritdoc/>
    public NeighbourSpace Space { get; }

    /// <inheritdoc/>
    public NeighbourSearch Search => Index.Search;

    /// <summary>n × p, row-major, as searches take them.</summary>
    internal double[] Prepared { get; }

    /// <summary>p.</summary>
    internal int Coordinates => _features.Count;

    /// <inheritdoc/>
    public int Count => _values.Length / Coordinates;

    /// <inheritdoc/>
    public int NumberOf(int row) => _numbers.Length == 0 ? row : _numbers[row];

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
            problems.Add(TooFew(count, numbers.Length > 0, least));
        }

        TrainingRows.ThrowIfAny(problems);
        return new NeighbourRows(input, values, numbers, space, search, options.MaxThreads);
    }

    /// <summary>Some of the kept rows.</summary>
    /// <param name="rows">Rising numbers of kept rows.</param>
    internal NeighbourRows Take(int[] rows) =>
        new(_input, RowsOf(_values, rows, Coordinates), Array.ConvertAll(rows, NumberOf), Space, NeighbourSearch.Auto);

    /// <inheritdoc/>
    public T[] Kept<T>(T[] all) => _numbers.Length == 0 || all.Length == 0 ? all : Array.ConvertAll(_numbers, row => all[row]);

    /// <summary>Rows to find neighbours of, as the index takes them.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit; the message lists every problem.</exception>
    internal double[] Queries(Table rows)
    {
        var queries = FiniteColumns.RowsToPredict(rows, _features);
        if (Space.Metric == DistanceMetric.Cosine && NeighbourSpace.FirstZero(queries, Coordinates) is >= 0 and var zero)
        {
            throw NeighbourSpace.NoDirection(zero);
        }

        return Space.Prepare(queries, Coordinates);
    }

    /// <inheritdoc/>
    public void Nearest(Table rows, int k, NeighbourIndex.Take take) => Index.Nearest(Queries(rows), k, skipOwn: false, take);

    /// <inheritdoc/>
    public (double Reduced, int Row)[][] Within(Table rows, double most)
    {
        var queries = Queries(rows);
        var found = new (double Reduced, int Row)[rows.RowCount][];
        ParallelBlocks.For(rows.RowCount, 64, 0, (_, start, end) =>
        {
            var one = new List<(double Reduced, int Row)>();
            for (var query = start; query < end; query++)
            {
                Index.Within(queries.AsSpan(query * Coordinates, Coordinates), most, one);
                found[query] = [.. one];
            }
        });
        return found;
    }

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
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
        return new NeighbourRows(input, values, ReadNumbers(reader, NumbersName, values.Length / p), space, search);
    }

    /// <summary>Reads the numbers that kept rows have in the training table: rising ones, or none where all are kept.</summary>
    /// <exception cref="ModelFormatException">They are something else.</exception>
    internal static int[] ReadNumbers(ModelReader reader, string name, int count)
    {
        var numbers = reader.Array<int>(name);
        Require(numbers.Length == 0 || numbers.Length == count, name, $"has {numbers.Length} items, expected none or {count}");
        for (var i = 0; i < numbers.Length; i++)
        {
            Require(numbers[i] > (i == 0 ? -1 : numbers[i - 1]), name, $"holds {numbers[i]} at item {i}, expected a number above the one before it");
        }

        return numbers;
    }

    /// <summary>Says that there are too few rows.</summary>
    internal static string TooFew(int count, bool isWeighted, int least) =>
        $"it has {count} row{(count == 1 ? "" : "s")}{(isWeighted ? " of weight above 0" : "")}, fewer than the {least} that the settings ask for";

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
