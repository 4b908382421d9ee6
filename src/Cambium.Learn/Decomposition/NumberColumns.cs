using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The columns that a decomposition replaces: p columns of n finite numbers.</summary>
sealed class NumberColumns
{
    readonly ReadOnlyMemory<double>[] _values;

    NumberColumns(EquatableArray<Field> fields, ReadOnlyMemory<double>[] values, int rows)
    {
        Fields = fields;
        _values = values;
        Rows = rows;
    }

    /// <summary>What the columns are.</summary>
    internal EquatableArray<Field> Fields { get; }

    /// <summary>n.</summary>
    internal int Rows { get; }

    /// <summary>p.</summary>
    internal int Count => _values.Length;

    internal ReadOnlySpan<double> this[int column] => _values[column].Span;

    /// <summary>The chosen columns of the training rows, or all numbers where none is chosen.</summary>
    /// <exception cref="ArgumentException">A chosen column is not there.</exception>
    /// <exception cref="TableException">The columns cannot be learned from; the message lists every problem.</exception>
    internal static NumberColumns ToLearn(Table features, ColumnSelection chosen)
    {
        var columns = StepColumns.Of(features, chosen, column => column.Type is ColumnType.Float64 or ColumnType.Int64, "numbers");
        if (columns.Length == 0)
        {
            throw new TableException("The table has no column of numbers to learn from.");
        }

        var fields = columns.Select(StepColumns.FieldOf).ToEquatableArray();
        var matrix = FeatureMatrix.Build(features, FeatureMatrix.FeaturesOf(new Schema(fields)));
        var learned = new NumberColumns(fields, [.. Enumerable.Range(0, matrix.FeatureCount).Select(matrix.ColumnMemory)], matrix.RowCount);
        for (var column = 0; column < learned.Count; column++)
        {
            if (!AllFinite.Of(learned[column]))
            {
                FiniteColumns.ThrowCannotLearn(matrix);
            }
        }

        return learned;
    }

    /// <summary>The columns of rows to change.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">Columns have another type than at training, or hold a number that is missing or infinite; the
    /// message lists all of them.</exception>
    internal static NumberColumns ToApply(Table rows, EquatableArray<Field> learned)
    {
        var values = FiniteColumns.ToPredict(rows, FeatureMatrix.FeaturesOf(new Schema(learned)));
        return new NumberColumns(learned, values, rows.RowCount);
    }

    /// <summary>Copies rows, moved and scaled, one column after another.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="shifts">What is taken from each column; empty: nothing.</param>
    /// <param name="factor">What every number is then multiplied by.</param>
    /// <param name="target">p × m, row-major.</param>
    internal void Copy(int start, ReadOnlySpan<double> shifts, double factor, Span<double> target)
    {
        var m = target.Length / Count;
        for (var column = 0; column < Count; column++)
        {
            ScaleShift.Into(this[column].Slice(start, m), shifts.IsEmpty ? 0 : shifts[column], factor, [], target.Slice(column * m, m));
        }
    }

    /// <summary>The mean and the deviation of each column.</summary>
    /// <exception cref="TableException">Numbers are so large that their squares overflow.</exception>
    internal ColumnMoments[] Moments(FitOptions options)
    {
        var moments = new ColumnMoments[Count];
        ParallelBlocks.For(
            Count, 1, options.MaxThreads, (_, column, _) => moments[column] = ColumnMoments.Of(this[column], [], Rows), options.CancellationToken);
        var broken = Enumerable.Range(0, Count)
            .Where(column => !double.IsFinite(moments[column].Deviation * moments[column].Deviation * Count * Rows + moments[column].Mean))
            .Select(column => $"'{Fields[column].Name}'")
            .ToArray();
        return broken.Length == 0
            ? moments
            : throw new TableException(
                $"The variance of column{(broken.Length > 1 ? "s" : "")} {string.Join(", ", broken)} is not finite, because values are too large; " +
                "scale or drop them.")
            {
                Column = broken[0].Trim('\''),
            };
    }

    /// <summary>Where the first negative number is and which columns hold such; null where there is none.</summary>
    internal (string Column, string Problem)? Negative()
    {
        var found = Enumerable.Range(0, Count)
            .Select(column => (Fields[column].Name, Row: FirstNegative(this[column])))
            .Where(place => place.Row >= 0)
            .ToArray();
        if (found.Length == 0)
        {
            return null;
        }

        var names = string.Join(", ", found.Select(place => $"'{place.Name}'"));
        return (found[0].Name, $"column{(found.Length > 1 ? "s" : "")} {names} hold{(found.Length > 1 ? "" : "s")} negative numbers " +
            $"(first in row {found[0].Row + 1} of '{found[0].Name}'), which non-negative parts cannot add up to: " +
            "drop those rows or columns, or use Pca");
    }

    static int FirstNegative(ReadOnlySpan<double> values)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] < 0)
            {
                return row;
            }
        }

        return -1;
    }

    /// <summary>A table with the columns replaced by others, which stand at its end.</summary>
    /// <exception cref="TableException">A column of a new name is there already.</exception>
    internal static Table Replace(Table rows, EquatableArray<Field> fields, IReadOnlyList<Column> added)
    {
        var removed = fields.Select(field => field.Name).ToHashSet();
        StepColumns.ThrowIfTaken(rows, added.Select(column => column.Name), removed);
        return Table.Create([.. rows.Columns.Where(column => !removed.Contains(column.Name)), .. added]);
    }
}
