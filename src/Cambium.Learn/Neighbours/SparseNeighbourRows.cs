using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Training rows with sparse columns that a model of k nearest keeps and searches; they are never made dense.</summary>
sealed class SparseNeighbourRows : IKeptRows
{
    const string StartsName = "row_starts";
    const string PlacesName = "row_places";
    const string ValuesName = "row_values";
    const string NumbersName = "row_numbers";
    const int BlockQueries = 32;

    readonly EquatableArray<Feature> _features;
    readonly CsrMatrix _matrix;
    readonly int[] _numbers;
    readonly Lazy<SparseSearch> _search;

    SparseNeighbourRows(Schema input, CsrMatrix matrix, int[] numbers, NeighbourSpace space)
    {
        _features = FeatureMatrix.FeaturesOf(input);
        _matrix = matrix;
        _numbers = numbers;
        Space = space;
        _search = new Lazy<SparseSearch>(() => new SparseSearch(space.Prepare(matrix), space.Distance));
    }

    /// <inheritdoc/>
    public int Count => _matrix.RowCount;

    /// <inheritdoc/>
    public NeighbourSpace Space { get; }

    /// <inheritdoc/>
    public NeighbourSearch Search => NeighbourSearch.Brute;

    /// <inheritdoc/>
    public int NumberOf(int row) => _numbers.Length == 0 ? row : _numbers[row];

    /// <inheritdoc/>
    public T[] Kept<T>(T[] all) => _numbers.Length == 0 || all.Length == 0 ? all : Array.ConvertAll(_numbers, row => all[row]);

    /// <inheritdoc/>
    public void Nearest(Table rows, int k, NeighbourIndex.Take take)
    {
        var queries = Queries(rows);
        var search = _search.Value;
        ParallelBlocks.For(queries.RowCount, BlockQueries, 0, (_, start, end) =>
        {
            var reduced = new double[(end - start) * k];
            var found = new int[reduced.Length];
            NearestHeap.Clear(reduced, found);
            var scores = new double[search.RowCount];
            for (var i = 0; i < end - start; i++)
            {
                search.Nearest(queries, start + i, scores, reduced.AsSpan(i * k, k), found.AsSpan(i * k, k));
            }

            take(start, end - start, found, reduced);
        });
    }

    /// <inheritdoc/>
    public (double Reduced, int Row)[][] Within(Table rows, double most)
    {
        var queries = Queries(rows);
        var found = new (double Reduced, int Row)[queries.RowCount][];
        ParallelBlocks.For(queries.RowCount, BlockQueries, 0, (_, start, end) =>
        {
            var scores = new double[_search.Value.RowCount];
            for (var query = start; query < end; query++)
            {
                found[query] = _search.Value.Within(queries, query, most, scores);
            }
        });
        return found;
    }

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        var first = _matrix.Starts[0];
        writer.Array(StartsName, Array.ConvertAll(_matrix.Starts.ToArray(), start => start - first));
        writer.Array(PlacesName, _matrix.Indices[first.._matrix.Starts[^1]].ToArray());
        writer.Array(ValuesName, _matrix.Values[first.._matrix.Starts[^1]].ToArray());
        writer.Array(NumbersName, _numbers);
    }

    /// <summary>Keeps training rows.</summary>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    internal static SparseNeighbourRows Learn(Schema input, FeatureMatrix features, double[] weights, int least, NeighbourSpace space, FitOptions options)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        var matrix = SparseRows.From(features);
        var numbers = Array.Empty<int>();
        if (Array.Exists(weights, weight => weight == 0))
        {
            numbers = [.. Enumerable.Range(0, weights.Length).Where(row => weights[row] > 0)];
            matrix = matrix.Take(numbers);
        }

        var problems = space.Problems(matrix, input);
        if (matrix.RowCount < least)
        {
            problems.Add(NeighbourRows.TooFew(matrix.RowCount, numbers.Length > 0, least));
        }

        TrainingRows.ThrowIfAny(problems);
        var rows = new SparseNeighbourRows(input, matrix, numbers, space);
        _ = rows._search.Value;
        options.CancellationToken.ThrowIfCancellationRequested();
        options.Progress?.Report(new FitProgress("index", 1, 1));
        return rows;
    }

    /// <summary>Reads what <see cref="Write"/> wrote, and refuses what could not have been written.</summary>
    /// <exception cref="ModelFormatException">An array is missing, or its values contradict each other.</exception>
    internal static SparseNeighbourRows Read(ModelReader reader, Schema input, int least, NeighbourSpace space)
    {
        var starts = reader.Array<int>(StartsName);
        NeighbourRows.Require(starts.Length > 0 && starts[0] == 0 && starts.Length - 1 >= least, StartsName, $"has {starts.Length} items, expected 0 and more than {least} in all");
        var places = reader.Array<int>(PlacesName);
        var values = reader.Array<double>(ValuesName, places.Length);
        NeighbourRows.Require(starts[^1] == places.Length, StartsName, $"ends with {starts[^1]}, expected {places.Length}");
        NeighbourRows.Require(AllFinite.Of(values), ValuesName, "holds a number that is not finite");
        var matrix = Matrix(starts, places, values, WideFeatures.Count(input));
        var problems = space.Problems(matrix, input);
        NeighbourRows.Require(problems.Count == 0, ValuesName, $"cannot have been learned from: {string.Join("; ", problems)}");
        return new SparseNeighbourRows(input, matrix, NeighbourRows.ReadNumbers(reader, NumbersName, matrix.RowCount), space);
    }

    static CsrMatrix Matrix(int[] starts, int[] places, double[] values, int width)
    {
        try
        {
            return new CsrMatrix(starts.Length - 1, width, starts, places, values);
        }
        catch (ArgumentException e)
        {
            throw new ModelFormatException($"weights.safetensors: '{PlacesName}' does not fit: {e.Message} The file is damaged; save the model again.", e);
        }
    }

    CsrMatrix Queries(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var queries = SparseRows.From(FiniteColumns.FeaturesToPredict(rows, _features));
        if (Space.Metric == DistanceMetric.Cosine && NeighbourSpace.FirstZero(queries) is >= 0 and var zero)
        {
            throw NeighbourSpace.NoDirection(zero);
        }

        return Space.Prepare(queries);
    }
}
