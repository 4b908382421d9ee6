using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Tables with sparse columns.</summary>
static class SparseTables
{
    /// <summary>Makes one sparse column of columns of numbers, its features named as they were.</summary>
    internal static Table Gather(this Table table, string name, params string[] columns)
    {
        var features = FeatureMatrix.Build(table, FeatureMatrix.FeaturesOf(table.Select(columns).Schema));
        var entries = Enumerable.Range(0, table.RowCount)
            .SelectMany(row => Enumerable.Range(0, columns.Length).Select(j => (row, j, features.Column(j)[row])))
            .Where(entry => entry.Item3 != 0);
        var column = new SparseColumn(name, CsrMatrix.FromEntries(table.RowCount, columns.Length, entries), columns.ToEquatableArray());
        return table.Drop(columns).With(column);
    }

    /// <summary>Texts of up to 12 words out of <paramref name="width"/> as counts, some for one class, some for the other; and a number "length".</summary>
    internal static Table Texts(int rows, int width, int classes, long seed = 1)
    {
        var random = new RandomStream(seed);
        var entries = new List<(int, int, double)>();
        var topics = new string[rows];
        var lengths = new long[rows];
        for (var row = 0; row < rows; row++)
        {
            var topic = random.NextInt(classes);
            topics[row] = $"topic {topic}";
            lengths[row] = 1 + random.NextInt(12);
            for (var word = 0; word < lengths[row]; word++)
            {
                // The square of a uniform number makes few words frequent; each topic has its own words among them.
                var u = random.NextDouble();
                var common = (int)(u * u * width);
                entries.Add((row, random.NextInt(3) == 0 ? Math.Min(width - 1, (common / classes * classes) + topic) : common, 1));
            }
        }

        var words = Enumerable.Range(0, width).Select(word => $"word {word}").ToEquatableArray();
        return Table.Create(new SparseColumn("words", CsrMatrix.FromEntries(rows, width, entries), words), Column.Of("length", lengths), Column.Of("y", topics));
    }

    /// <summary>The same table with each place of the sparse column as a column of numbers, before all others.</summary>
    internal static Table Spread(this Table table, string name)
    {
        var vectors = (SparseColumn)table[name];
        return Table.Create([.. vectors.Spread(), .. table.Drop(name).Columns]);
    }

    /// <summary>Each place as a column of numbers, zeros written out.</summary>
    internal static Column[] Spread(this SparseColumn vectors) =>
        [.. Enumerable.Range(0, vectors.Width).Select(j =>
            (Column)Column.Of(vectors.FeatureNames[j], Enumerable.Range(0, vectors.Length).Select(row => vectors.Matrix[row, j]).ToArray()))];
}
