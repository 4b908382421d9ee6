using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Parts of the rows within which a column is shuffled: rows of which a tree on the other columns says the same.</summary>
sealed class Strata
{
    const int FewestRows = 20;

    readonly int[][] _parts;

    Strata(int[][] parts) => _parts = parts;

    /// <summary>All rows as one part.</summary>
    internal static Strata Whole(int rows) => new([[.. Enumerable.Range(0, rows)]]);

    /// <summary>The leaves of a tree for each of the columns, and where there are several, what their leaves have in common.</summary>
    /// <exception cref="ArgumentException">A column's values are such that no tree predicts them.</exception>
    internal static Strata Of(Table rows, EquatableArray<string> columns, ExplainOptions options)
    {
        var others = rows.Drop([.. columns]);
        var read = others.Select([.. others.Columns.Where(column => column.Type is not (ColumnType.String or ColumnType.Sparse)).Select(column => column.Name)]);
        if (read.Columns.Count == 0 || rows.RowCount < 2 * FewestRows)
        {
            return Whole(rows.RowCount);
        }

        // Together not more parts than were asked for.
        var leaves = Math.Max(2, (int)Math.Pow(options.Strata, 1.0 / columns.Count));
        var keys = columns.Select(column => LeafOf(read, rows[column], leaves, options)).ToArray();
        return new Strata([.. Enumerable.Range(0, rows.RowCount).GroupBy(row => string.Join(' ', keys.Select(key => key[row]))).Select(part => part.ToArray())]);
    }

    /// <summary>Shuffles the order of the rows within each part.</summary>
    internal void Shuffle(RandomStream random, int[] order)
    {
        foreach (var part in _parts)
        {
            for (var left = part.Length; left > 1; left--)
            {
                var drawn = random.NextInt(left);
                (order[part[left - 1]], order[part[drawn]]) = (order[part[drawn]], order[part[left - 1]]);
            }
        }
    }

    internal int Count => _parts.Length;

    static int[] LeafOf(Table others, Column column, int leaves, ExplainOptions options)
    {
        var present = Enumerable.Range(0, column.Length).Where(row => !column.IsMissing(row)).ToArray();
        if (present.Length < 2 * FewestRows)
        {
            return new int[column.Length];
        }

        // A name that no column has: the target's own is among the ones that are learned from.
        var name = string.Concat(Enumerable.Repeat('t', others.Columns.Max(other => other.Name.Length) + 1));
        var fit = new FitOptions { MaxThreads = options.MaxThreads, CancellationToken = options.CancellationToken };
        var train = others.Take(present);
        var forest = column switch
        {
            Column<double> or Column<long> or Column<DateTime> => new DecisionTreeRegressor { MaxLeaves = leaves, MinRowsPerLeaf = FewestRows, Seed = options.Seed }
                .Fit(train.With(Column.Of(name, Numbers(column.Take(present)))), name, fit).Forest,
            CategoryColumn or Column<bool> => new DecisionTreeClassifier { MaxLeaves = leaves, MinRowsPerLeaf = FewestRows, Seed = options.Seed }
                .Fit(train.With(column.Take(present).Rename(name)), name, fit).Forest,
            _ => throw new ArgumentException(
                $"Column '{column.Name}' holds {column.Type} values, which no tree predicts from the other columns; set Conditional to false, or leave the column out of the model."),
        };

        var leafOf = new int[others.RowCount];
        forest.ForEach(FeatureMatrix.Build(others, FeatureMatrix.FeaturesOf(others.Schema)), options.MaxThreads, (_, first, places) => places.CopyTo(leafOf.AsSpan(first)), options.CancellationToken);
        return leafOf;
    }

    static double[] Numbers(Column column) =>
        column is Column<DateTime> moments ? [.. moments.Values.ToArray().Select(moment => (moment - DateTime.UnixEpoch).TotalDays)] : ColumnFit.Numbers(column).ToArray();
}
