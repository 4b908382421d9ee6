using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Changes the columns that a step learned, side by side on all processors, and leaves the others.</summary>
static class ColumnChanges
{
    // Below it, starting threads takes longer than the work.
    const int FewValues = 1 << 15;

    /// <summary>The rows with each learned column put through <paramref name="change"/>, in its place.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">Columns do not fit; the message lists all of them.</exception>
    internal static Table Replace(Table rows, EquatableArray<Field> fields, Func<int, Column, Column> change) =>
        Expand(rows, fields, (place, column) => [change(place, column)]);

    /// <summary>The rows with what <paramref name="change"/> makes of each learned column in the column's place.</summary>
    /// <inheritdoc cref="Replace"/>
    internal static Table Expand(Table rows, EquatableArray<Field> fields, Func<int, Column, Column[]> change)
    {
        var fitting = ColumnFit.Fit(rows, fields);
        var made = Each(fitting, fields, change);
        var placeOf = new Dictionary<string, int>(fields.Count);
        for (var i = 0; i < fields.Count; i++)
        {
            placeOf.Add(fields[i].Name, i);
        }

        var columns = new List<Column>(fitting.Columns.Count);
        foreach (var column in fitting.Columns)
        {
            if (placeOf.TryGetValue(column.Name, out var place))
            {
                columns.AddRange(made[place]);
            }
            else
            {
                columns.Add(column);
            }
        }

        return Table.Create(columns);
    }

    /// <summary>What is made of each learned column, in the order of the fields. The first refusal in that order is thrown.</summary>
    internal static T[] Each<T>(Table rows, EquatableArray<Field> fields, Func<int, Column, T> make)
    {
        var made = new T[fields.Count];
        var refused = new TableException?[fields.Count];
        var threads = (long)rows.RowCount * fields.Count < FewValues ? 1 : 0;
        ParallelBlocks.For(fields.Count, 1, threads, (_, place, _) =>
        {
            try
            {
                made[place] = make(place, rows[fields[place].Name]);
            }
            catch (TableException e)
            {
                refused[place] = e; // threads end in any order; which refusal is told must not depend on it
            }
        });
        return Array.Find(refused, e => e is not null) is { } first ? throw first : made;
    }
}
