using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Sensitive columns as numbers: one column a level of a category, numbers as they are.</summary>
static class SensitiveColumns
{
    /// <summary>Directions of the sensitive columns with less of the largest one's spread than this are none: levels add up to 1.</summary>
    const double Flat = 1e-10;

    /// <summary>What is learned of a column: its levels, where it has any.</summary>
    internal static Field Learned(Column column) => column.Type is ColumnType.Float64 or ColumnType.Int64
        ? StepColumns.FieldOf(column)
        : new Field(column.Name, ColumnType.Category) { Levels = GroupKeys.BySize(GroupKeys.Labels(column, null).Where((_, row) => !column.IsMissing(row))) };

    /// <summary>The number of columns of numbers that they make.</summary>
    internal static int Width(EquatableArray<Field> fields) => fields.Sum(field => field.Type == ColumnType.Category ? field.Levels.Count : 1);

    /// <summary>The columns of numbers; NaN where a value is missing or of a level that was not learned.</summary>
    /// <exception cref="TableException">A column of numbers holds something else; the message lists all of them.</exception>
    internal static double[][] Of(Table rows, EquatableArray<Field> fields)
    {
        var fitting = ColumnFit.Fit(rows, fields.Where(field => field.Type != ColumnType.Category));
        return [.. fields.SelectMany(field => Of(fitting[field.Name], field))];
    }

    /// <summary>The weights of each column's regression on the design, column by column.</summary>
    internal static double[] Regress(double[][] design, double[][] columns, FitOptions options)
    {
        var q = design.Length;
        var gram = new double[q * q];
        for (var i = 0; i < q; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                gram[(i * q) + j] = gram[(j * q) + i] = Dot.Of(design[i], design[j]);
            }
        }

        var inner = SymmetricEigen.Of(gram, q, options.MaxThreads);
        var least = Flat * Math.Max(0, inner.Values.ToArray().Max());
        var weights = new double[columns.Length * q];
        for (var column = 0; column < columns.Length; column++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            var products = Array.ConvertAll(design, own => Dot.Of(own, columns[column]));
            for (var i = 0; i < q; i++)
            {
                if (inner.Values[i] > least)
                {
                    AddScaled.Into(Dot.Of(inner.Vector(i), products) / inner.Values[i], inner.Vector(i), weights.AsSpan(column * q, q));
                }
            }
        }

        return weights;
    }

    static double[][] Of(Column column, Field field)
    {
        if (field.Type != ColumnType.Category)
        {
            return [ColumnFit.Numbers(column).ToArray()];
        }

        var placeOf = field.Levels.Select((level, place) => (level, place)).ToDictionary(pair => pair.level, pair => pair.place);
        var places = Array.ConvertAll(GroupKeys.Labels(column, null), label => placeOf.GetValueOrDefault(label, -1));
        return [.. Enumerable.Range(0, field.Levels.Count).Select(level => Array.ConvertAll(places, place => place < 0 ? double.NaN : place == level ? 1.0 : 0))];
    }
}
