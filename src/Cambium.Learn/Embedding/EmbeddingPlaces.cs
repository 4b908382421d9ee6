using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The places of training rows, and by them the places of any rows. Immutable and safe to share between threads.</summary>
sealed class EmbeddingPlaces
{
    const int MostNeighbours = 10;

    readonly NeighbourIndex _index;

    /// <summary>Keeps rows and places.</summary>
    /// <param name="fields">The p columns.</param>
    /// <param name="index">The n rows.</param>
    /// <param name="places">d × n.</param>
    /// <param name="dimensions">d.</param>
    internal EmbeddingPlaces(EquatableArray<Field> fields, NeighbourIndex index, double[] places, int dimensions)
    {
        Fields = fields;
        Places = places;
        Dimensions = dimensions;
        _index = index;
    }

    internal EquatableArray<Field> Fields { get; }

    internal double[] Places { get; }

    internal int Dimensions { get; }

    /// <summary>The places of the training rows: n × d, row-major.</summary>
    internal EquatableArray<double> RowMajor()
    {
        var (n, d) = (_index.RowCount, Dimensions);
        return Enumerable.Range(0, n * d).Select(at => Places[(at % d * n) + (at / d)]).ToEquatableArray();
    }

    /// <summary>The table with its columns replaced by places.</summary>
    internal Table Apply(Table rows, string prefix)
    {
        _ = NumberColumns.ToApply(rows, Fields);
        var queries = FeatureMatrix.Build(rows, FeatureMatrix.FeaturesOf(new Schema(Fields))).ToRowMajor();
        var (count, k) = (rows.RowCount, Math.Min(MostNeighbours, _index.RowCount));
        var places = new double[Dimensions * count];
        _index.Nearest(queries, k, skipOwn: false, (first, queryCount, found, reduced) =>
        {
            for (var i = 0; i < queryCount; i++)
            {
                Place(found.Slice(i * k, k), reduced.Slice(i * k, k), places, first + i, count);
            }
        });
        return NumberColumns.Replace(rows, Fields, Projection.Columns(prefix, places, Dimensions));
    }

    internal void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(Fields));
        writer.Array("rows", _index.Rows);
        writer.Array("places", Places);
    }

    /// <summary>Reads what was saved.</summary>
    /// <exception cref="ModelFormatException">Something is not there, of another size, or not finite.</exception>
    internal static EmbeddingPlaces Read(ModelReader reader, int dimensions)
    {
        var fields = DecompositionReader.Columns(reader);
        var rows = CentreTable.Read(reader, "rows", fields.Count);
        var index = new NeighbourIndex(rows, fields.Count, new Distance(DistanceKind.Euclidean), NeighbourSearch.Auto, CancellationToken.None);
        return new EmbeddingPlaces(fields, index, reader.Finite("places", (long)rows.Length / fields.Count * dimensions), dimensions);
    }

    void Place(ReadOnlySpan<int> nearest, ReadOnlySpan<double> squares, Span<double> places, int row, int count)
    {
        Span<double> weights = stackalloc double[MostNeighbours];
        var sum = 0.0;
        for (var i = 0; i < nearest.Length; i++)
        {
            // Relative to the nearest, so that nothing overflows; equal rows alone count where there are any, and rows out of reach of a number count alike.
            weights[i] = squares[0] == 0 ? (squares[i] == 0 ? 1 : 0) : double.IsInfinity(squares[0]) ? 1 : squares[0] / squares[i];
            sum += weights[i];
        }

        for (var d = 0; d < Dimensions; d++)
        {
            var place = 0.0;
            for (var i = 0; i < nearest.Length; i++)
            {
                place += weights[i] / sum * Places[(d * _index.RowCount) + nearest[i]];
            }

            places[(d * count) + row] = place;
        }
    }
}
